// Writing as a person does it: the composer's fields by their labels, and the page of a post after it.
import { picture } from './picture.mjs'

const MINUTE = 60_000

/** Opens the composer and fills in what is given. `channels` are the names on the chips. */
export async function write(person, { channels, ...post }) {
  const { page } = person
  await page.getByRole('link', { name: 'Write a post' }).first().click()
  await page.getByRole('heading', { level: 1, name: /new post/i }).waitFor()
  for (const channel of channels) await page.locator('#channels label', { hasText: channel }).getByRole('checkbox').check()
  await fill(person, post)
}

/** Fills in what is given in the composer as it stands. */
export async function fill(person, { title, text, ownText = {}, warning, language, goal, sponsor, at, image, thread = [], poll }) {
  const { page } = person
  if (title) await page.getByLabel('Title among ourselves').fill(title)
  await page.getByLabel('Text everywhere').fill(text)
  for (const [channel, words] of Object.entries(ownText)) await writeFor(page, channel, words)
  if (warning) await page.getByLabel('Content warning').fill(warning)
  if (language) await page.getByLabel('Language').selectOption({ label: language })
  if (goal) await page.getByLabel(goal).check()
  if (sponsor) await page.getByRole('group', { name: 'Is it about a sponsor?' }).getByLabel(sponsor).check()
  if (at) await setTime(page, at)
  for (const [before, words] of thread.entries()) await goOn(person, before + 2, words)
  if (poll) await ask(page, poll)
  if (image) await addImage(person)
}

async function writeFor(page, channel, words) {
  await page.locator('[data-tabs]').getByText(channel).first().click()
  await page.getByLabel(`Text for ${channel} alone`).fill(words)
}

/** One more part of a thread; the field for the next one comes with the draft that is saved. */
async function goOn(person, number, words) {
  const part = person.page.getByRole('textbox', { name: new RegExp(`^Part ${number}\\b`) })
  if (await part.count() === 0) await save(person)
  await unfold(person.page, '#thread')
  await part.fill(words)
}

async function ask(page, answers) {
  await unfold(page, '#asks')
  await page.getByLabel('What people can choose').fill(answers.join('\n'))
}

async function unfold(page, fold) {
  const closed = page.locator(`details${fold}:not([open])`)
  if (await closed.count() > 0) await closed.locator('summary').click()
}

/** The day and the time, on the wall of the sample groups: UTC. */
async function setTime(page, at) {
  const [day, time] = [at.toISOString().slice(0, 10), at.toISOString().slice(11, 16)]
  await page.getByLabel('Day', { exact: true }).fill(day)
  await page.getByLabel('Time', { exact: true }).fill(time)
}

/** The day as it is typed into the browser's own field: month, day and year. */
export const typedDay = at => [at.getUTCMonth() + 1, at.getUTCDate()].map(part => String(part).padStart(2, '0')).join('') + at.getUTCFullYear()

/** Choosing a file saves the draft at once where there is script; without it, a button does. */
async function addImage(person) {
  const { page } = person
  const chosen = page.getByLabel('Add images').setInputFiles(picture())
  if (person.script) await loaded(page, () => chosen)
  else await chosen.then(() => save(person))
  await page.getByLabel('What does this image show?').waitFor()
}

export const save = ({ page }) => press(page, page.getByRole('button', { name: 'Save draft' }))

/** Presses a button or follows a link, and waits for the page it leads to. */
export const press = (page, button) => loaded(page, () => button.click())

async function loaded(page, act) {
  const shown = page.waitForEvent('load')
  await act()
  await shown
}

/** The first full minute that is far enough away to finish writing before it. */
export const nextMinute = (ahead = 35_000) => new Date(Math.ceil((Date.now() + ahead) / MINUTE) * MINUTE)

/** What the panel says: the words of the verdict and the lines it quotes. */
export async function verdict({ page }) {
  const panel = page.locator('.policy .verdict')
  return { words: (await panel.locator('h2').innerText()).trim(), quotes: (await panel.locator('.quote').allInnerTexts()).join('\n') }
}

/** Waits until the panel says it, while somebody writes and nothing is saved yet. */
export const verdictTurns = ({ page }, words) => page.locator('.policy .verdict h2', { hasText: words }).waitFor()

/** The primary button of the composer, which is the verdict. */
export const go = ({ page }) => page.locator('[data-part=go] button')

/** Presses it; the address of the post's page it leads to. */
export async function sent(person) {
  await press(person.page, go(person))
  await person.page.getByRole('heading', { name: 'Where it stands' }).waitFor()
  return person.page.url().split('?')[0]
}

/** The receipts on a post's page, by channel. */
export async function receipts({ page }) {
  return page.locator('li.receipt').evaluateAll(items => items.map(item => ({
    channel: item.querySelector('h3').textContent.trim(),
    link: item.querySelector(':scope > p a')?.href,
    words: item.innerText,
    clauses: item.querySelectorAll('.receipt__by .clause').length,
    byHand: item.querySelector('.byhand') !== null,
  })))
}

/** Reloads until the page shows what is waited for. */
export async function eventually({ page }, seen, within = 90_000) {
  const until = Date.now() + within
  for (;;) {
    if (await seen()) return
    if (Date.now() > until) throw new Error(`not seen within ${within / 1000} s at ${page.url()}:\n${await page.locator('main').innerText()}`)
    await page.waitForTimeout(1_000)
    await page.reload({ waitUntil: 'load' })
  }
}
