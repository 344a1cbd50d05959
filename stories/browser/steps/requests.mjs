// What another body decides: the answer, recorded on the page of its question.
import { press } from '../harness/composer.mjs'

/** Records that it agreed today. */
export async function recordAnswer({ page }, { source, tally }) {
  const button = page.getByRole('button', { name: 'Record the answer' })
  const form = page.locator('form').filter({ has: button })
  await form.getByLabel('It agreed', { exact: true }).check()
  await form.getByLabel('On which day?').fill(new Date().toISOString().slice(0, 10))
  if (source) await form.getByLabel('Where can it be read?').fill(source)
  await form.getByLabel('The tally').fill(tally)
  await press(page, form.getByRole('button', { name: 'Record the answer' }))
  await page.locator('article.answer').first().waitFor()
}
