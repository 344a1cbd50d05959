// The real servers of the bench: a PDS, and a server that speaks the Mastodon API, each with an account for two groups. What
// they have is read from their own interfaces, beside the program.
import assert from 'node:assert/strict'

const { NUNCIO_TEST_MASTODON_BASE: base, ...told } = process.env
const pds = JSON.parse(process.env.NUNCIO_TEST_PDS ?? 'null')

/** Where they are and how their accounts are connected; `missing` says why there are none. */
export const servers = {
  missing: !(base && told.NUNCIO_TEST_MASTODON_PASSWORD_B && pds) && 'the story on real servers needs snac and a PDS: NUNCIO_TEST_MASTODON_BASE and NUNCIO_TEST_PDS are not set',
  mastodon: base,
  pds: pds?.pds,
  directory: pds?.plc,
  onMastodon: {
    a: { name: 'membera', password: told.NUNCIO_TEST_MASTODON_PASSWORD_A },
    b: { name: 'memberb', password: told.NUNCIO_TEST_MASTODON_PASSWORD_B },
  },
  onBluesky: { a: pds?.accounts[0], b: pds?.accounts[1] },
}

/** A reader mentions a group; the address of what they wrote, once the group's account has received it. */
export async function readerWrites(words) {
  const body = new URLSearchParams({ status: words, visibility: 'public' })
  const { url } = await read(`${base}/api/v1/statuses`, told.NUNCIO_TEST_MASTODON_TOKEN_READER, { method: 'POST', body })
  await received(url)
  return url
}

/** The server hands posts on through a queue, between its own accounts too. */
async function received(url) {
  const search = `${base}/api/v2/search?${new URLSearchParams({ q: url, type: 'statuses', resolve: 'true' })}`
  for (let tries = 0; tries < 120; tries++) {
    if ((await read(search, told.NUNCIO_TEST_MASTODON_TOKEN_B)).statuses.length > 0) return
    await new Promise(done => setTimeout(done, 500))
  }
  assert.fail(`${url} never reached the group's account`)
}

/** What the accounts of both groups have published on both servers. */
export async function published() {
  const tokens = [told.NUNCIO_TEST_MASTODON_TOKEN_A, told.NUNCIO_TEST_MASTODON_TOKEN_B]
  return (await Promise.all([...tokens.map(statuses), ...pds.accounts.map(records)])).flat()
}

async function statuses(token) {
  const me = await read(`${base}/api/v1/accounts/verify_credentials`, token)
  // snac lists no polls of an account, and shows them among what its followers read.
  const [own, home] = await Promise.all([`accounts/${me.id}/statuses`, 'timelines/home'].map(list => read(`${base}/api/v1/${list}`, token)))
  const all = [...own, ...home.filter(status => status.poll && status.account.id === me.id && own.every(other => other.id !== status.id))]
  return Promise.all(all.map(async status => ({
    network: 'Mastodon',
    author: status.account.username,
    answers: status.in_reply_to_id && (await read(`${base}/api/v1/statuses/${status.in_reply_to_id}`, token)).account.username,
    text: written(status.content),
    descriptions: status.media_attachments.map(image => image.description),
    asks: status.poll?.options.map(option => option.title) ?? [],
  })))
}

async function records({ did, handle }) {
  const { records } = await read(`${pds.pds}/xrpc/com.atproto.repo.listRecords?repo=${did}&collection=app.bsky.feed.post`)
  return records.map(({ value }) => ({
    network: 'Bluesky',
    author: handle,
    answers: value.reply && records.some(record => record.uri === value.reply.parent.uri) ? handle : undefined,
    text: value.text,
    descriptions: (value.embed?.images ?? []).map(image => image.alt),
    asks: [],
  }))
}

/** The text behind the markup that the server made of it. */
function written(html) {
  const letters = { amp: '&', lt: '<', gt: '>', quot: '"' }
  const text = html.replace(/<br ?\/?>|<\/p>\s*<p>/g, '\n').replace(/<[^>]*>/g, '')
  const numbered = text.replace(/&#(\d+);/g, (_, number) => String.fromCodePoint(Number(number)))
  return numbered.replace(/&(amp|lt|gt|quot);/g, (_, name) => letters[name]).trim()
}

async function read(address, token, asked = {}) {
  const answer = await fetch(address, { headers: token ? { authorization: `Bearer ${token}` } : {}, ...asked })
  assert.ok(answer.ok, `${address} answered ${answer.status}`)
  return answer.json()
}
