// The audit log as a member reads it: its entries with their clauses, and the state of the chain on top.
import assert from 'node:assert/strict'
import { eventually, press } from '../harness/composer.mjs'

/**
 * Opens the log of the group whose page is shown, waits until it says that it is whole, takes a picture of its first page
 * and reads all of its entries.
 */
export async function readLog(person, picture) {
  const { page } = person
  await press(page, page.getByRole('link', { name: 'Audit log' }).first())
  await eventually(person, async () => /^Whole: [\s\S]*Every entry has its place/.test((await page.locator('.chain > div').innerText()).trim()), 60_000)
  await person.shot(picture)
  const entries = await entriesOn(page)
  for (let older = page.getByRole('link', { name: 'Older' }); await older.count();) {
    await press(page, older)
    entries.push(...await entriesOn(page))
  }
  return entries
}

/** Who, what they did, and the labels of the clauses that stand in the row itself. */
const entriesOn = page => page.locator('details.auditrow summary').evaluateAll(rows => rows.map(row => ({
  who: row.querySelector('strong').textContent,
  words: row.querySelector('strong').parentElement.textContent.replace(/\s+/g, ' ').trim(),
  clauses: [...row.querySelectorAll('.clauses .clause')].map(clause => clause.textContent.trim()),
})))

/** Every act stands in the log: `[who, words, clause, how often at least]`. */
export function hasEach(log, acts) {
  const told = log.map(({ words, clauses }) => `${words} [${clauses.join(' ')}]`).join('\n')
  for (const [who, words, clause, times = 1] of acts) {
    const found = log.filter(entry => entry.who === who && entry.words.includes(words) && entry.clauses.includes(clause))
    assert.ok(found.length >= times, `${who} ${words} [${clause}] stands ${found.length} times in the log, not ${times}:\n${told}`)
  }
}

/** One entry of the log as it can be taken along. */
export async function entryOf({ page }, group, wanted) {
  const { entries } = await page.evaluate(async address => (await fetch(address)).json(), `${group}/audit.json`)
  const found = entries.filter(wanted)
  assert.equal(found.length, 1, `one entry of ${entries.length} was looked for`)
  return found[0]
}
