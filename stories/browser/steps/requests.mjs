// What another body decides: the answer, recorded on the page of its question.
import { press } from '../harness/composer.mjs'

/** Records that it agreed today. */
export async function recordAnswer({ page }, { source, tally }) {
  await page.getByLabel('It agreed', { exact: true }).check()
  await page.getByLabel('On which day?').fill(new Date().toISOString().slice(0, 10))
  if (source) await page.getByLabel('Where can it be read?').fill(source)
  await page.getByLabel('The tally').fill(tally)
  await press(page, page.getByRole('button', { name: 'Record the answer' }))
  await page.locator('article.answer').first().waitFor()
}
