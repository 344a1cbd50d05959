// The same story on servers that are not ours: two groups are founded from the first link on, people come in by invitations
// with passkeys, and posts leave to a server that speaks the Mastodon API and to a Bluesky PDS.
import { after, before, describe, test } from 'node:test'
import { openBrowser } from './harness/browser.mjs'
import { founderOfAnother, startServing } from './harness/demo.mjs'
import { published, readerWrites, servers } from './harness/servers.mjs'
import { connectsBluesky, connectsMastodon, gives, givesAsDecided, opens, pageOf } from './steps/accounts.mjs'
import { founds, joins, links, newcomer, provesAgain } from './steps/founding.mjs'
import { theStory } from './steps/the_story.mjs'

const SOCIAL = [
  { name: 'Chair', offices: ['chair'], statuses: ['individual_member'] },
  { name: 'Co-Chair', offices: ['co_chair'], statuses: ['individual_member'] },
  { name: 'Board Liaison', offices: ['liaison'], statuses: ['board', 'individual_member'] },
  { name: 'Member, events', statuses: ['individual_member'] },
  { name: 'Member, design', statuses: ['individual_member'] },
]
const MEDIA = [{ name: 'Member, blog' }, { name: 'Member, forum' }]

const mastodon = ({ name }) => ({ network: 'Mastodon', handle: `@${name}`, address: `${servers.mastodon}/${name}` })
const bluesky = ({ handle }) => ({ network: 'Bluesky', handle, address: `${servers.pds}/profile/${handle}` })
const LINKEDIN = { network: 'LinkedIn', handle: 'Project Foundation', address: 'https://linkedin.example/company/project' }

describe('a post leaves under the charter to real servers', { skip: servers.missing }, () => {
  let serving, browser
  const people = {}
  const world = { name: 'real', readerWrites: () => readerWrites('@memberb Where are the materials of the workshops?'), published }

  before(async () => {
    const allowed = { 'bench, a Mastodon API': servers.mastodon, 'bench, a PDS': servers.pds, 'bench, a directory': servers.directory }
    serving = await startServing('real', allowed, '--bluesky-directory', `${servers.directory},${servers.pds}`)
    browser = await openBrowser()
    for (const role of ['chair', 'coChair', 'liaison', 'member', 'editor', 'colleague']) people[role] = await newcomer(browser)
    Object.assign(world, { data: serving.data, end: serving.end, as })
  })
  after(async () => {
    await browser?.close()
    await serving?.stop()
  })

  test('a founder comes in with a passkey and sets a group under a board up in four steps', async () => {
    world.social = await founds(people.chair, {
      link: serving.founder, group: 'Real Voices', charter: 'A group under a board', people: SOCIAL,
      channel: mastodon(servers.onMastodon.a), pictures: 'real/0-social',
    })
  })

  test('its Co-Chair, its Board Liaison and a member come in by their links, each with a passkey', async () => {
    const made = await links(people.chair)
    await joins(people.coChair, made['Co-Chair'])
    await joins(people.liaison, made['Board Liaison'])
    await joins(people.member, made['Member, events'])
  })

  test('its account on the server that speaks the Mastodon API is connected on that server’s own page', async () => {
    const channel = await pageOf(people.chair, world.social, 'Mastodon')
    await connectsMastodon(people.chair, channel, servers.mastodon, servers.onMastodon.a)
    await people.chair.shot('real/0-mastodon')
  })

  test('two channels more open by the answer of the board, and the Co-Chair gives the member access to all three', async () => {
    const account = servers.onBluesky.a
    await connectsBluesky(people.chair, await opens(people.chair, people.liaison, world.social, bluesky(account)), servers.pds, account)
    await people.chair.shot('real/0-bluesky')
    await opens(people.chair, people.liaison, world.social, LINKEDIN)
    for (const name of ['Mastodon', 'Bluesky', 'LinkedIn']) {
      await gives(people.coChair, await pageOf(people.coChair, world.social, name), 'Member, events')
    }
  })

  test('a second group founds itself under another charter, with a preferred channel and one that only announces', async () => {
    const { editor, colleague } = people
    world.media = await founds(editor, {
      link: founderOfAnother(serving), group: 'Real Media', charter: 'A group that decides together', people: MEDIA,
      channel: { ...mastodon(servers.onMastodon.b), mark: 'We talk with people there' }, pictures: 'real/0-media',
    })
    await joins(colleague, (await links(editor))['Member, forum'])
    await connectsMastodon(editor, await pageOf(editor, world.media, 'Mastodon'), servers.mastodon, servers.onMastodon.b)
    const account = servers.onBluesky.b
    await connectsBluesky(editor, await opens(editor, colleague, world.media, bluesky(account)), servers.pds, account)
  })

  test('the second group decides who answers on its channels, and gives access as it decided', async () => {
    const until = new Date(Date.now() + 30 * 24 * 60 * 60_000).toISOString().slice(0, 10)
    for (const name of ['Mastodon', 'Bluesky']) {
      const channel = await pageOf(people.colleague, world.media, name)
      await givesAsDecided(people.colleague, people.editor, channel, 'Member, blog', 'reply', until)
    }
    await Promise.all(['chair', 'colleague'].map(role => people[role].close()))
  })

  theStory(() => world)

  /** The window in which this person came in, with their group in it; their passkey is in no other. */
  async function as(role) {
    const person = people[role]
    await provesAgain(person, role === 'editor' ? world.media : world.social)
    return person
  }
})
