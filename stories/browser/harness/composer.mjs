// Writing as a person does it: the composer's fields by their labels, and the page of a post after it.
import { picture } from './picture.mjs'

/** Opens the composer and fills in what is given. `channels` are the names on the chips. */
export async function write({ page }, { title, text, channels, ownText = {}, language, goal, sponsor, campaign, image, at }) {
  await page.getByRole('link', { name: 'Write a post' }).first().click()
  await page.getByRole('heading', { level: 1, name: /new post/i }).waitFor()
  await page.locator('.titlefield input').fill(title)
  for (const channel of channels) await page.locator('#channels label', { hasText: channel }).getByRole('checkbox').check()
  await page.getByLabel('Text everywhere').fill(text)
  for (const [channel, words] of Object.entries(ownText)) await writeFor(page, channel, words)
  if (language) await page.getByLabel('Language').selectOption(language)
  if (goal) await page.locator('#served ~ fieldset label', { hasText: goal }).locator('input').check()
  if (sponsor) await page.locator('#served ~ fieldset label', { hasText: sponsor }).locator('input').check()
  if (campaign) await page.locator('[aria-labelledby=served] input.input').fill(campaign)
  if (at) await setTime(page, at)
  if (image) await addImage(page)
}

async function writeFor(page, channel, words) {
  await page.locator('[data-tabs]').getByText(channel).first().click()
  await page.getByLabel(`Text for ${channel} alone`).fill(words)
}

async function setTime(page, at) {
  const [day, time] = [at.toISOString().slice(0, 10), at.toISOString().slice(11, 16)]
  await page.locator('.when input[type=date]').fill(day)
  await page.locator('.when input[type=time]').fill(time)
}

async function addImage(page) {
  await page.getByLabel('Add images').setInputFiles(picture())
  await save(page)
}

export async function save(page) {
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.waitForLoadState('load')
}

/** What the panel says: the words of the verdict and the lines it quotes. */
export async function verdict({ page }) {
  const panel = page.locator('.policy .verdict')
  return { words: (await panel.locator('h2').innerText()).trim(), quotes: (await panel.locator('.quote').allInnerTexts()).join('\n') }
}

/** The primary button of the composer, which is the verdict. */
export const go = ({ page }) => page.locator('.page-head__actions button.btn').last()

/** The receipts on a post's page, by channel. */
export async function receipts({ page }) {
  return page.locator('li.receipt').evaluateAll(items => items.map(item => ({
    channel: item.querySelector('h3').textContent.trim(),
    link: item.querySelector(':scope > p a')?.href,
    words: item.innerText,
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
