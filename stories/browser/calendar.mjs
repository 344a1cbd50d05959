// The calendar: five weeks or a list, a day that is too full for its cell, and a post that is moved by keyboard, by drag,
// without script, and by somebody who may not.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openBrowser } from './harness/browser.mjs'
import { fill, go, press, save, sent, typedDay, write } from './harness/composer.mjs'
import { startDemo } from './harness/demo.mjs'

const DAY = 24 * 60 * 60_000
const GOAL = /Win more web developers/
/** The days of the grid begin on this week's Monday, so that all of these are on it, and behind what the demo has planned. */
const [FULL, FROM, BY_KEY, BY_DRAG, PLAIN] = [9, 11, 12, 13, 14].map(inDays)

describe('the calendar', () => {
  let demo, browser, member, calendar

  before(async () => {
    demo = await startDemo('calendar')
    browser = await openBrowser()
    calendar = `${demo.address}/g/django/calendar`
    member = await browser.person(demo.links['django/member-events'])
    await write(member, { title: 'The moving post', text: 'It moves.', channels: ['Mastodon'], goal: GOAL, sponsor: 'No', at: FROM })
    await save(member)
    await sent(member)
  })
  after(async () => {
    try {
      await member?.close()
    } finally {
      await browser?.close()
      await demo?.stop()
    }
  })

  test('a day shows its first three posts and says how many more there are, and the list shows all of them', async () => {
    for (const number of [1, 2, 3, 4, 5]) {
      await write(member, { title: `Idea ${number}`, text: `The text of idea ${number}.`, channels: ['Mastodon'], at: new Date(FULL.valueOf() + number * 60_000) })
      await save(member)
    }
    const { page } = member
    await member.follow(calendar)
    const full = cell(page, FULL)
    assert.deepEqual(await titles(full), ['Idea 1', 'Idea 2', 'Idea 3'])
    assert.match(await full.locator('.sr').first().textContent(), /, 5 items\./, 'who hears the grid is told of all five')
    await member.shot('calendar/month')
    await press(page, full.getByRole('link', { name: '2 more' }))
    assert.equal(new URL(page.url()).searchParams.get('from'), nameOf(FULL), 'the list begins with that day')
    assert.deepEqual(await titles(page.locator('.agenda > li').first()), ['Idea 1', 'Idea 2', 'Idea 3', 'Idea 4', 'Idea 5'])
    await member.shot('calendar/list')
    await press(page, page.getByRole('group', { name: 'View' }).getByRole('link', { name: 'Month' }))
    assert.deepEqual(await titles(cell(page, FULL)), ['Idea 1', 'Idea 2', 'Idea 3'], 'and leads back to the same weeks')
  })

  test('a post is moved by keyboard: arrows lead to its day, m asks for the new one, Escape leaves it', async () => {
    const { page } = member
    const { keyboard } = page
    await member.follow(calendar)
    await page.locator('td[aria-current=date]').focus()
    for (let step = 0; step < 11; step++) await keyboard.press('ArrowRight')
    assert.equal(await page.evaluate(() => document.activeElement.dataset.day), nameOf(FROM), 'one arrow is one day')

    const dialog = page.getByRole('dialog', { name: 'Move' })
    await keyboard.press('m')
    assert.match(await dialog.innerText(), /The moving post/)
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    assert.equal(await page.evaluate(() => document.activeElement.querySelector('.ev__x')?.textContent), 'The moving post', 'the focus is where it was')

    await keyboard.press('m')
    assert.equal(await dialog.getByLabel('Day').inputValue(), nameOf(FROM), 'the form begins with where it stands')
    await keyboard.type(typedDay(BY_KEY))
    await member.shot('calendar/move')
    await landsBy(page, () => keyboard.press('Enter'))
    await standsOn(BY_KEY, FROM)
  })

  test('a post is dragged to another day, and asks for the time before it moves', async () => {
    const { page } = member
    await member.follow(calendar)
    await cell(page, BY_KEY).getByRole('link', { name: /The moving post/ }).dragTo(cell(page, BY_DRAG))
    const dialog = page.getByRole('dialog', { name: 'Move' })
    assert.equal(await dialog.getByLabel('Day').inputValue(), nameOf(BY_DRAG))
    assert.equal(await dialog.getByLabel('Time').evaluate(field => field === document.activeElement), true)
    await dialog.getByLabel('Time').fill('07:45')
    await landsBy(page, () => dialog.getByRole('button', { name: 'Move' }).click())
    await standsOn(BY_DRAG, BY_KEY)
    assert.match(await cell(page, BY_DRAG).innerText(), /07:45/)
  })

  test('whoever has no access to the channel sees the post, is refused with the line when they move it, and it stays', async () => {
    const other = await browser.person(demo.links['django/member-design'])
    const { page } = other
    await other.follow(calendar)
    await cell(page, BY_DRAG).getByRole('link', { name: /The moving post/ }).focus()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog', { name: 'Move' })
    await dialog.getByLabel('Day').fill(nameOf(PLAIN))
    const answer = page.waitForResponse(response => response.url().endsWith('/move'))
    await press(page, dialog.getByRole('button', { name: 'Move' }))
    assert.equal((await answer).status(), 403)
    assert.match(await page.locator('.quote').first().innerText(), /can give other members/)
    await page.waitForTimeout(50)
    other.expectRefusals()
    await other.shot('calendar/refused')
    await other.close()
    await standsOn(BY_DRAG, PLAIN)
  })

  test('without script the grid is a table of links, and a post moves by its own form', async () => {
    const plain = await browser.person(demo.links['django/member-docs'], { script: false })
    const { page } = plain
    await plain.follow(calendar)
    assert.equal(await page.locator('table.cal').count(), 1)
    await press(page, cell(page, FULL).getByRole('link', { name: '2 more' }))
    assert.equal((await titles(page.locator('.agenda > li').first())).length, 5)
    await page.getByLabel('Channel').selectOption({ label: 'Bluesky' })
    await press(page, page.getByRole('button', { name: 'Show', exact: true }))
    assert.equal(await page.locator('.agenda', { hasText: 'The moving post' }).count(), 0, 'one channel alone is a form with a button')

    await plain.follow(calendar)
    await press(page, cell(page, BY_DRAG).getByRole('link', { name: /The moving post/ }))
    await press(page, page.getByRole('link', { name: 'Edit' }))
    await fill(plain, { text: 'It moves.', at: PLAIN })
    await save(plain)
    assert.equal((await go(plain).innerText()).trim(), 'Schedule')
    await sent(plain)
    await plain.shot('calendar/no-script')
    await plain.close()
    await standsOn(PLAIN, BY_DRAG)
  })

  /** As the member sees it who wrote the post. */
  async function standsOn(day, notOn) {
    await member.follow(calendar)
    assert.deepEqual(await titles(cell(member.page, day)), ['The moving post'])
    assert.ok(!(await titles(cell(member.page, notOn))).includes('The moving post'), `and no longer on ${nameOf(notOn)}`)
  }
})

/** Half past ten, so many days from today, on the wall of the sample groups: UTC. */
function inDays(count) {
  const then = new Date(Date.now() + count * DAY)
  then.setUTCHours(10, 30, 0, 0)
  return then
}

const nameOf = day => day.toISOString().slice(0, 10)
const cell = (page, day) => page.locator(`td[data-day="${nameOf(day)}"]`)
const titles = within => within.locator('.ev__x').allInnerTexts()

/** The post was moved, and its page says so. */
async function landsBy(page, act) {
  const landed = page.waitForURL(/\/posts\//)
  await act()
  await landed
  await page.getByText(/^Moved to /).waitFor()
}
