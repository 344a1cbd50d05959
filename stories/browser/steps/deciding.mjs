// How a group decides, as its people do it: a question is put, a vote is called, ballots are cast.
import { press } from '../harness/composer.mjs'

/** Calls a vote on the page of a question. What comes back is the address of the decision. */
export async function call({ page }, proposal) {
  await page.getByLabel('The proposal').fill(proposal)
  await press(page, page.getByRole('button', { name: 'Call the vote' }))
  return page.url()
}

/** Casts a ballot on the page of a decision. */
export async function cast({ page }, decision, choice) {
  await page.goto(decision)
  await page.locator('form[action$="/ballot"]').getByLabel(choice, { exact: true }).check()
  await press(page, page.locator('form[action$="/ballot"] button').first())
}

/** Types a proposal and presses the button, whatever the answer. */
export async function proposes({ page }, proposal) {
  await page.getByLabel('The proposal').fill(proposal)
  await press(page, page.getByRole('button', { name: 'Call the vote' }))
}

/** How a decision stands, as the mark beside its title says. */
export const stateOf = ({ page }) => page.locator('main .page-head .lead .tag').first().innerText().then(words => words.trim())

/** What the ballots came to. */
export const countOf = ({ page }) => page.locator('main [aria-labelledby=tally]').innerText()

/** Seconds a decision that another member called. */
export async function second({ page }, decision) {
  await page.goto(decision)
  await press(page, page.getByRole('button', { name: /second/i }).first())
}

/** Puts a question of the group's own and calls a vote among these options. What comes back is the address of the decision. */
export async function callAmong(person, group, question, options) {
  const { page } = person
  await person.follow(`${group}/decisions`)
  const form = page.locator('form[action$="/decisions"]')
  await unfolded(form.locator('[name=question]'))
  await form.locator('[name=question]').fill(question)
  await press(page, form.locator('button').first())
  const list = page.locator('form[action$="/vote"] [name=options]')
  await unfolded(list)
  await list.fill(options.join('\n'))
  return call(person, question)
}

/** Opens what a field is folded away in. */
async function unfolded(field) {
  const folded = field.locator('xpath=ancestor::details[not(@open)]/summary')
  if (await folded.count()) await folded.first().click()
}

/** Presses the button of a form, also where it says first what it does. */
export async function confirm({ page }, form) {
  const first = form.locator('summary')
  if (await first.count()) await first.click()
  await press(page, form.locator('button').last())
}

/** Ranks the options of a ballot: a rank for each in their order, nothing where somebody has none. */
export async function rank({ page }, decision, ranks) {
  await page.goto(decision)
  const picks = page.locator('form[action$="/ballot"] [name=rank]')
  for (const [at, rank] of ranks.entries()) {
    const pick = picks.nth(at)
    if (await pick.evaluate(element => element.tagName) === 'SELECT') await pick.selectOption(String(rank))
    else await pick.fill(String(rank))
  }
  await press(page, page.locator('form[action$="/ballot"] button').first())
}
