// A demonstration's own page: who somebody is, and what time it is.
import { press } from './composer.mjs'

/** A window of a sample person, by the name that the group calls them. */
export async function being(browser, demo, name, options) {
  const person = await browser.person(`${demo.address}/demonstration`, options)
  const button = person.page.getByRole('button', { name: `Come in as ${name}`, exact: true }).first()
  await press(person.page, button)
  return person
}

/** Lets time go by: `step` is what the button says, such as `A week later`. */
export async function later(browser, demo, step, times = 1) {
  const somebody = await browser.person(`${demo.address}/demonstration`)
  for (let time = 0; time < times; time++) {
    await press(somebody.page, somebody.page.getByRole('button', { name: step }))
    await somebody.page.getByText('Time went by.').waitFor()
  }
  await somebody.close()
}

/** The day on the demonstration's clock, so many days on: `2026-11-20`. */
export async function dayOf(browser, demo, ahead = 0) {
  const somebody = await browser.person(`${demo.address}/demonstration`)
  const now = new Date(await somebody.page.locator('time, main strong').first().innerText().then(words => words.replace(',', '')))
  await somebody.close()
  now.setUTCDate(now.getUTCDate() + ahead)
  return now.toISOString().slice(0, 10)
}
