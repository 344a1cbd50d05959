// The story in short, on servers that are not ours: from the founder's link to a post with a described image on a server
// that speaks the Mastodon API and on a Bluesky PDS, with passkeys, the four steps of the first run and the bench's accounts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { givePasskeyDevice, openBrowser } from './harness/browser.mjs'
import { eventually, fill, nextMinute, press, receipts, sent, verdict } from './harness/composer.mjs'
import { startServing } from './harness/demo.mjs'

const { NUNCIO_TEST_MASTODON_BASE: MASTODON, NUNCIO_TEST_MASTODON_TOKEN_A: TOKEN, NUNCIO_TEST_MASTODON_PASSWORD_A: PASSWORD } = process.env
const PDS = JSON.parse(process.env.NUNCIO_TEST_PDS ?? 'null')
const skip = !(MASTODON && PASSWORD && PDS) && 'the story on real servers needs snac and a PDS: NUNCIO_TEST_MASTODON_BASE and NUNCIO_TEST_PDS are not set'

const TEXT = `The first group is on its networks. Read on: https://project.example/hello #release ${Date.now()}`
const DESCRIPTION = 'A grey rectangle, the first picture of the group'

describe('a post leaves to real servers', { skip }, () => {
  let serving, browser, founder, liaison, group, mastodon, bluesky, post

  before(async () => {
    const servers = { 'bench, a Mastodon API': MASTODON, 'bench, a PDS': PDS.pds, 'bench, a directory': PDS.plc }
    serving = await startServing('real', servers, '--bluesky-directory', `${PDS.plc},${PDS.pds}`)
    browser = await openBrowser()
    founder = await browser.person()
    liaison = await browser.person()
    await givePasskeyDevice(founder)
    await givePasskeyDevice(liaison)
  })
  after(async () => {
    await founder?.close()
    await liaison?.close()
    await browser?.close()
    await serving?.stop()
  })

  test('a founder comes in with a passkey and sets the group up in four steps', async () => {
    const { page } = founder
    await founder.follow(serving.founder)
    await page.getByLabel('Your name').fill('Founder')
    await page.getByLabel('Your mail address').fill('founder@group.example')
    await press(page, page.getByRole('button', { name: 'Continue' }))
    await comesIn(founder)

    await page.getByLabel('The group’s name').fill('Real Voices')
    await press(page, page.getByRole('button', { name: 'Continue' }))
    await page.getByLabel('A group under a board').check()
    await press(page, page.getByRole('button', { name: 'Show what it says' }))
    for (const reading of await page.locator('#readings input').all()) await reading.check()
    await founder.shot('real/1-charter')
    await press(page, page.getByRole('button', { name: 'Continue with this charter' }))

    await tick(page, 'office-0', 'chair')
    await tick(page, 'status-0', 'individual_member')
    await press(page, page.getByRole('button', { name: 'One person more' }))
    await page.locator('[name=name-1]').fill('Liaison')
    await page.locator('[name=email-1]').fill('liaison@group.example')
    for (const [name, value] of [['office-1', 'liaison'], ['status-1', 'board'], ['status-1', 'individual_member']]) await tick(page, name, value)
    await founder.shot('real/1-people')
    await press(page, page.getByRole('button', { name: /Continue/ }))

    await page.getByLabel('Mastodon').check()
    await describeChannel(page, 'Mastodon', '@membera', `${MASTODON}/membera`)
    await press(page, page.getByRole('button', { name: 'Found the group with this channel' }))
    group = page.url().replace(/\/invitations.*/, '')
  })

  test('the second person comes in by their link', async () => {
    await press(founder.page, founder.page.getByRole('button', { name: 'Make a link for each' }))
    const link = (await founder.page.locator('.copy').innerText()).trim()
    await liaison.follow(link)
    await press(liaison.page, liaison.page.getByRole('button', { name: 'Accept the invitation' }))
    await comesIn(liaison)
  })

  test('the account on the server that speaks the Mastodon API is connected on its own page', async () => {
    const { page } = founder
    await founder.follow(`${group}/channels`)
    await press(page, page.locator('a.row__title', { hasText: 'Mastodon' }))
    mastodon = page.url()
    await press(page, page.getByRole('link', { name: 'Connect the account' }))
    await page.getByLabel('Server').fill(MASTODON)
    await press(page, page.getByRole('button', { name: 'Connect' }))
    await press(page, page.getByRole('link', { name: /Continue on/ }))
    await page.locator('[name=login]').fill('membera')
    await page.locator('[name=passwd]').fill(PASSWORD)
    await press(page, page.locator('[type=submit]'))
    await press(page, page.getByRole('button', { name: 'Connect Mastodon' }))
    assert.match(await page.locator('main').innerText(), /Connected/)
    await founder.shot('real/2-mastodon')
  })

  test('a second channel opens by the answer of the board, and its account is connected with an app password', async () => {
    const { page } = founder
    await founder.follow(`${group}/channels/new`)
    await page.getByLabel('Bluesky').check()
    await describeChannel(page, 'Bluesky', PDS.handle, `${PDS.pds}/profile/${PDS.handle}`)
    await page.getByLabel(/Ask the board to open it/).check()
    await press(page, page.getByRole('button', { name: 'Continue' }))
    const question = page.url()
    await liaison.follow(question)
    await answers(liaison)
    await founder.follow(`${group}/channels`)
    await press(page, page.locator('a.row__title', { hasText: 'Bluesky' }))
    bluesky = page.url().split('?')[0]
    await page.locator('summary', { hasText: 'Open it' }).click()
    await press(page, page.getByRole('button', { name: 'Open it' }))
    await founder.follow(`${bluesky}/connect`)
    await page.getByLabel('Handle').fill(PDS.handle)
    await page.getByLabel('App password').fill(PDS.password)
    await page.getByLabel('Server').fill(PDS.pds)
    await press(page, page.getByRole('button', { name: 'Connect' }))
    assert.match(await page.locator('main').innerText(), /Connected/)
    await founder.shot('real/2-bluesky')
  })

  test('the other officer gives the founder access', async () => {
    for (const channel of [mastodon, bluesky]) {
      await liaison.follow(channel)
      const form = liaison.page.locator('#give form')
      await form.getByLabel('To').selectOption({ label: 'Founder' })
      await form.getByLabel('Why').fill('Writes for the group')
      await press(liaison.page, form.getByRole('button', { name: 'Give access' }))
      assert.match(await liaison.page.locator('table').innerText(), /Founder[\s\S]*publish/)
    }
  })

  test('a post with a described image is planned and leaves', async () => {
    const { page } = founder
    await founder.follow(`${group}/posts/new`)
    for (const channel of ['Mastodon', 'Bluesky']) await page.locator('#channels label', { hasText: channel }).getByRole('checkbox').check()
    await fill(founder, { title: 'Hello', text: TEXT, goal: /Win more web developers/, sponsor: 'No', image: true })
    await page.getByLabel('What does this image show?').fill(DESCRIPTION)
    await fill(founder, { text: TEXT, at: nextMinute() })
    assert.equal((await verdict(founder)).words, 'A member may')
    await founder.shot('real/3-composer')
    post = await sent(founder)
    await eventually(founder, async () => (await receipts(founder)).filter(receipt => receipt.link).length === 2, 180_000)
    await founder.shot('real/3-receipts')
  })

  test('each server has it once, with its description', async () => {
    const onMastodon = (await statuses()).filter(status => status.content.includes('The first group is on its networks'))
    assert.equal(onMastodon.length, 1, `on the server that speaks the Mastodon API, planned at ${post}`)
    assert.deepEqual(onMastodon[0].media_attachments.map(image => image.description), [DESCRIPTION])
    const onBluesky = (await records()).filter(record => record.value.text.includes('The first group is on its networks'))
    assert.equal(onBluesky.length, 1, 'on the PDS')
    assert.deepEqual(onBluesky[0].value.embed.images.map(image => image.alt), [DESCRIPTION])
  })
})

/** Chooses how to sign in from now on: a passkey. */
async function comesIn({ page }) {
  await press(page, page.getByRole('button', { name: 'Make a passkey' }))
}

const tick = (page, name, value) => page.locator(`[name=${name}][value=${value}]`).check()

async function describeChannel(page, name, handle, address) {
  await page.getByLabel('What do you call it?').fill(name)
  await page.getByLabel('Its name there').fill(handle)
  await page.getByLabel('The address of its public page').fill(address)
}

async function answers({ page }) {
  await page.getByLabel('It agreed', { exact: true }).check()
  await page.getByLabel('On which day?').fill(new Date().toISOString().slice(0, 10))
  await page.getByLabel('The tally').fill('5 yes, 0 no')
  await press(page, page.getByRole('button', { name: 'Record the answer' }))
}

async function statuses() {
  const me = await read(`${MASTODON}/api/v1/accounts/verify_credentials`, TOKEN)
  return read(`${MASTODON}/api/v1/accounts/${me.id}/statuses`, TOKEN)
}

async function records() {
  const { did } = PDS.accounts[0]
  return (await read(`${PDS.pds}/xrpc/com.atproto.repo.listRecords?repo=${did}&collection=app.bsky.feed.post`)).records
}

async function read(address, token) {
  const answer = await fetch(address, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  assert.ok(answer.ok, `${address} answered ${answer.status}`)
  return answer.json()
}
