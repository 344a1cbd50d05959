// How somebody becomes a member, as they and the group do it.
import { press } from '../harness/composer.mjs'
import { joins, newcomer } from './founding.mjs'

/** Fills in the public form and sends it; `wait` lets time go by, since nobody writes it in a second. */
export async function applies({ page }, wait) {
  await page.getByLabel('Your name').fill('Applicant, videos')
  await page.getByLabel('Your mail address').fill('videos@outside.example')
  await page.getByLabel('Are you a member of the foundation?').fill('Yes, since 2023')
  await page.getByLabel('Why do you want to join?').fill('To show what people build')
  await page.getByLabel('What experience and skills do you bring?').fill('Five years of videos for a local group')
  await page.getByLabel('Where are your social media profiles?').fill('https://social.example/@videos')
  await wait()
  await press(page, page.getByRole('button', { name: 'Send the application' }))
}

/** Attests that an applicant shows what the charter asks for. */
export async function attests({ page }, what) {
  await page.getByLabel(what).check()
  await page.getByLabel('It is so').check()
  await page.getByLabel('How do you know?').fill('I looked it up.')
  await press(page, page.getByRole('button', { name: 'Attest it' }))
}

/** Makes the link with which somebody on the roster comes in. */
export async function linkFor({ page }, group, name) {
  await page.goto(`${group}/members`)
  await press(page, page.locator('tr, .between', { hasText: name }).getByRole('button', { name: 'Make a link' }))
  return page.locator('#invitation').innerText().then(words => words.trim())
}

/** Comes in by that link, with a passkey. */
export async function comesIn(browser, link) {
  const person = await newcomer(browser)
  await joins(person, link)
  return person
}
