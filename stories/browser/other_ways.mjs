// The composer for those who have no script, and for those who have no mouse: written, checked and planned all the same.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openBrowser } from './harness/browser.mjs'
import { fill, nextMinute, press, save, sent, typedDay, verdict, verdictTurns, write } from './harness/composer.mjs'
import { startDemo } from './harness/demo.mjs'

/** Where a plan leads; the composer stands at `/posts/new` and `/posts/…/edit`. */
const PAGE_OF_A_POST = /\/posts\/[0-9a-f-]{36}$/
const FAR = 24 * 60 * 60_000
const GOAL = /Win more web developers/

describe('a post is planned', () => {
  let demo, browser

  before(async () => {
    demo = await startDemo('other-ways')
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await demo?.stop()
  })

  test('without script', async () => {
    const member = await browser.person(demo.links['django/member-events'], { script: false })
    const { page } = member
    await write(member, { title: 'Plain', text: 'Written without script.', channels: ['Mastodon'], goal: GOAL, sponsor: 'No', image: true })
    assert.match(await page.locator('.policy').innerText(), /no description/)
    await keptByEnter(page)
    await page.getByLabel('What does this image show?').fill('A grey rectangle')
    await page.getByLabel('Part of a campaign').check()
    await press(page, page.getByRole('button', { name: 'Check', exact: true }))
    assert.equal((await verdict(member)).words, 'The board decides')
    assert.equal(await page.getByLabel('What does this image show?').inputValue(), 'A grey rectangle', 'checking loses nothing')
    await fill(member, { text: 'Written without script.', sponsor: 'No', at: nextMinute(FAR) })
    await save(member)
    assert.equal((await verdict(member)).words, 'A member may')
    await sent(member)
    assert.match(await page.locator('main').innerText(), /Planned/)
    await member.shot('other-ways/no-script')
    await member.close()
  })

  test('with Ctrl+Enter, which presses the verdict, while Enter keeps the draft', async () => {
    const member = await browser.person(demo.links['django/co-chair'])
    const { page } = member
    const ready = { channels: ['Mastodon'], goal: GOAL, sponsor: 'No', at: nextMinute(FAR) }
    const schedule = page.locator('[data-part=go] button', { hasText: 'Schedule' })

    await write(member, { title: 'By one key', text: 'Sent from the text.', ...ready })
    await schedule.waitFor()
    await keptByEnter(page)
    await page.getByLabel('Text everywhere').press('End')
    await page.keyboard.type(' Twice.')
    let planned = page.waitForURL(PAGE_OF_A_POST)
    await page.getByLabel('Text everywhere').press('Control+Enter')
    await planned
    assert.match(await page.locator('main').innerText(), /Sent from the text\. Twice\./)

    await write(member, { title: 'From the title', text: 'Sent from the title.', ...ready })
    await schedule.waitFor()
    const forms = []
    page.on('request', request => request.method() === 'POST' && request.isNavigationRequest() && forms.push(request.url()))
    planned = page.waitForURL(PAGE_OF_A_POST)
    await page.getByLabel('Title among ourselves').press('Control+Enter')
    await planned
    assert.equal(forms.length, 1, 'in a one-line field the form is sent once too')

    await write(member, { title: 'For a sponsor', text: 'Thanks to our sponsor.', ...ready, sponsor: undefined })
    await page.getByLabel('Part of a campaign').check()
    await verdictTurns(member, 'The board decides')
    await page.locator('[data-part=go] .btn--board').waitFor()
    const led = page.waitForEvent('load')
    await page.getByLabel('Text everywhere').press('Control+Enter')
    await led
    assert.doesNotMatch(await page.locator('body').innerText(), /Scheduled for/, 'what the board decides is not planned')
    await member.close()
  })

  test('by keyboard alone', async () => {
    const member = await browser.person(demo.links['django/member-docs'])
    const { page } = member
    const { keyboard } = page
    await page.locator('body').press('n')
    await page.getByRole('heading', { level: 1, name: /new post/i }).waitFor()
    await reach(page, page.getByRole('link', { name: 'Skip to content' }))
    await keyboard.press('Enter')
    await reach(page, page.getByLabel('Title among ourselves'))
    await keyboard.type('By keyboard')
    await reach(page, page.locator('#channels').getByLabel('Mastodon'))
    await keyboard.press('Space')
    await reach(page, page.getByLabel('Text everywhere'))
    await keyboard.type('Written without a mouse.')
    await reach(page, page.getByLabel(GOAL))
    await keyboard.press('Space')
    const at = nextMinute(FAR)
    await reach(page, page.getByLabel('Day', { exact: true }))
    await keyboard.type(typedDay(at))
    await reach(page, page.getByLabel('Time', { exact: true }))
    await keyboard.type('1130AM')
    await page.locator('[data-part=go] button', { hasText: 'Schedule' }).waitFor()
    await reach(page, page.locator('[data-part=go] button'), 'Shift+Tab')
    const planned = page.waitForURL(PAGE_OF_A_POST)
    await keyboard.press('Enter')
    await planned
    assert.match(await page.locator('main').innerText(), /Planned[\s\S]*11:30 UTC/)
    await member.shot('other-ways/keyboard')
    await member.close()
  })
})

/** Enter in each one-line field is the browser's own "send": it keeps the draft, and plans nothing. */
async function keptByEnter(page) {
  for (const field of ['Title among ourselves', 'Time']) {
    const shown = page.waitForEvent('load')
    await page.getByLabel(field, { exact: true }).press('Enter')
    await shown
    assert.match(page.url(), /edit/, `Enter in ${field} stays in the composer`)
  }
}

/** Presses the key until what is wanted has the focus, and sees that it shows where it is on its way. */
async function reach(page, wanted, key = 'Tab') {
  for (let step = 0; step < 120; step++) {
    if (await wanted.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${wanted} was not reached with ${key}`)
}
