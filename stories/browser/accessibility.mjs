// Every page against WCAG 2.2 AA, light and dark, at 360 and 1440 pixels, and nothing scrolls sideways: those of the demo,
// and those by which people come in and a group is set up, which the demo is past.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { codeOf } from './harness/app.mjs'
import { openBrowser } from './harness/browser.mjs'
import { press } from './harness/composer.mjs'
import { startDemo, startServing } from './harness/demo.mjs'
import { LOOKS } from './harness/looks.mjs'
import { openMailbox } from './harness/mail.mjs'
import { pagesOf } from './harness/pages.mjs'

/** What is wrong with the page that this person sees, in each kind of window. The page is not loaded anew for each: what it is made of is the same. */
async function faultsOf(person, where) {
  const found = []
  for (const look of LOOKS) {
    await person.look(look)
    const here = `${where} ${look.theme} ${look.size.width}`
    for (const violation of await person.axe(look.rules)) found.push(`${here}: ${violation}`)
    for (const item of await person.overlapping()) found.push(`${here}: parts of “${item}” lie over each other`)
    if (await person.scrollsSideways()) found.push(`${here}: scrolls sideways`)
  }
  return found
}

describe('accessibility', { concurrency: 2 }, () => {
  let demo, browser

  before(async () => {
    demo = await startDemo('accessibility')
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await demo?.stop()
  })

  test('the pages before signing in hold', async () => {
    await checkPages(undefined, [demo.address, `${demo.address}/recover`])
  })

  for (const group of ['django', 'jupyter']) {
    test(`every page of the ${group} group holds`, async () => {
      const [, link] = Object.entries(demo.links).find(([key]) => key.startsWith(`${group}/`))
      const guide = await browser.person(link)
      const pages = await pagesOf(guide, guide.page.url())
      assert.ok(pages.length > 5, `the group has more than ${pages.length} pages`)
      await checkPages(guide, pages)
    })
  }

  async function checkPages(guide, pages) {
    const problems = []
    const person = await browser.person(undefined, { as: guide })
    for (const address of pages) {
      await person.page.goto(address, { waitUntil: 'load' })
      problems.push(...(await faultsOf(person, address)))
    }
    await person.close()
    assert.deepEqual(problems, [])
  }
})

describe('accessibility on the way in', () => {
  const NEW = 'saddle comet walnut eleven'
  let serving, browser, mailbox, founder, secret

  before(async () => {
    mailbox = await openMailbox()
    serving = await startServing('accessibility', {}, '--mail', mailbox.address, '--mail-from', 'voice@project.example')
    browser = await openBrowser()
    founder = await browser.person()
  })
  after(async () => {
    await browser?.close()
    await serving?.stop()
    mailbox?.stop()
  })

  test('an invitation and its ways to sign in hold', async () => {
    await walking(undefined, async (person, check) => {
      await person.follow(serving.founder)
      await check('the invitation')
      await press(person.page, person.page.getByRole('button', { name: 'Continue' }))
      await check('the invitation with what is to be mended')
      await saysWho(person)
      await check('the ways to sign in')
      await sends(person, 'Use these', { 'A password': 'short', 'Code from your app': '1' })
      await check('the ways to sign in with what is to be mended')
    })
    await founder.follow(serving.founder)
    await saysWho(founder)
    secret = await founder.page.locator('.secret').innerText()
    await sends(founder, 'Use these', { 'A password': 'copper lantern forest 12', 'Code from your app': codeOf(secret) })
    assert.match(founder.page.url(), /\/setup$/)
  })

  test('the four steps of the first run hold, empty, to be mended and filled in', async () => {
    const { page } = founder
    await walking(founder, async (person, check) => {
      await person.follow(`${serving.address}/setup`)
      await check('/setup')
      await sends(person, 'Continue', { 'The group’s name': '' })
      await check('/setup with what is to be mended')
    })
    await founder.follow(`${serving.address}/setup`)
    await sends(founder, 'Continue', { 'The group’s name': 'Lantern Voices' })
    await walking(founder, async (person, check) => {
      await person.follow(`${serving.address}/setup/charter`)
      await check('/setup/charter')
    })
    await founder.follow(`${serving.address}/setup/charter`)
    await page.getByLabel('A group under a board').check()
    await press(page, page.getByRole('button', { name: 'Show what it says' }))
    await walking(founder, async (person, check) => {
      await person.follow(`${serving.address}/setup/charter`)
      await press(person.page, person.page.getByRole('button', { name: 'Continue with this charter' }))
      await check('/setup/charter with what it says and what is to be mended')
    })
    await founder.follow(`${serving.address}/setup/charter`)
    for (const reading of await page.locator('#readings input').all()) await reading.check()
    await press(page, page.getByRole('button', { name: 'Continue with this charter' }))
    await walking(founder, async (person, check) => {
      await person.follow(`${serving.address}/setup/people`)
      await check('/setup/people')
      await person.page.locator('[name=name-0]').fill('')
      await press(person.page, person.page.getByRole('button', { name: /Continue/ }))
      await check('/setup/people with what is to be mended')
    })
    await founder.follow(`${serving.address}/setup/people`)
    await page.locator('[name=name-0]').fill('Founder')
    for (const [name, value] of [['office-0', 'chair'], ['status-0', 'individual_member']]) await page.locator(`[name=${name}][value=${value}]`).check()
    await press(page, page.getByRole('button', { name: 'One person more' }))
    await page.locator('[name=name-1]').fill('Member, docs')
    await page.locator('[name=email-1]').fill('docs@lantern.example')
    await press(page, page.getByRole('button', { name: /Continue/ }))
    assert.match(page.url(), /\/setup\/channel$/)
    await walking(founder, async (person, check) => {
      await person.follow(`${serving.address}/setup/people`)
      await check('/setup/people with two people')
      await person.follow(`${serving.address}/setup/channel`)
      await check('/setup/channel')
      await person.page.getByLabel('Mastodon').check()
      await press(person.page, person.page.getByRole('button', { name: 'Found the group with this channel' }))
      await check('/setup/channel with what is to be mended')
    })
  })

  test('the secret of an app holds on one’s own page', async () => {
    await walking(founder, async (person, check) => {
      await person.follow(`${serving.address}/you`)
      const begin = person.page.getByRole('button', { name: 'Change it' })
      if (await begin.count()) await press(person.page, begin)
      assert.equal(await person.page.getByRole('img', { name: /QR code/ }).count(), 1)
      await check('/you with a secret')
    })
  })

  test('a forgotten password holds, from the question to the new one', async () => {
    const asking = await browser.person()
    await asking.follow(`${serving.address}/recover`)
    await sends(asking, 'Send me a link', { 'Mail address': 'founder@lantern.example' })
    const link = /^http\S+\/recover\/nuncio_\S+$/m.exec(await mailbox.next())[0]
    await walking(asking, async (person, check) => {
      await person.follow(`${serving.address}/recover`)
      await check('/recover')
      await sends(person, 'Send me a link', { 'Mail address': 'nobody' })
      await check('/recover with what is to be mended')
      await person.follow(link)
      await check('the link')
      await sends(person, 'Set the new password', { 'New password': 'short', 'Code from your app': '' })
      await check('the link with what is to be mended')
      await person.follow(`${serving.address}/sign-in?recovered=yes`)
      await check('/sign-in with what to do now')
    })
    await asking.shot('recover/1-asked')
    await walking(undefined, async (person, check) => {
      await person.page.goto(link)
      assert.match(await person.page.locator('main').innerText(), /only in the browser that asked/)
      await check('the link in another browser')
    })
    await asking.follow(link)
    await asking.shot('recover/2-link')
    await sends(asking, 'Set the new password', { 'New password': NEW, 'Code from your app': codeOf(secret, 1) })
    assert.match(await asking.page.locator('main').innerText(), /Your new password is set/)
    await asking.shot('recover/3-set')
    await asking.close()
  })

  /** Walks a way, as nobody or as somebody who is known, and then tells what was wrong on it. */
  async function walking(as, walk) {
    const problems = []
    const person = await browser.person(undefined, { as })
    await walk(person, async what => { problems.push(...(await faultsOf(person, what))) })
    person.expectRefusals()
    await person.close()
    assert.deepEqual(problems, [])
  }

  async function saysWho({ page }) {
    await page.getByLabel('Your name').fill('Founder')
    await page.getByLabel('Your mail address').fill('founder@lantern.example')
    await press(page, page.getByRole('button', { name: 'Continue' }))
  }

  async function sends({ page }, button, fields) {
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
    await press(page, page.getByRole('button', { name: button, exact: true }))
  }
})
