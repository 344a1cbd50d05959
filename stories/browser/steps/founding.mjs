// How people come to a group that is new: the founder in four steps, the others by their links, each with a passkey.
import { givePasskeyDevice } from '../harness/browser.mjs'
import { press } from '../harness/composer.mjs'

/** A window of somebody who holds a passkey device. */
export async function newcomer(browser) {
  const person = await browser.person()
  await givePasskeyDevice(person)
  return person
}

/**
 * Comes in by the founder's link and sets a group up; its address. `people` are the members, the founder first, each with
 * `name`, `offices` and `statuses`; `channel` is the first one.
 */
export async function founds(person, { link, group, charter, people, channel, pictures }) {
  const { page } = person
  const [founder, ...others] = people
  await person.follow(link)
  await page.getByLabel('Your name').fill(founder.name)
  await page.getByLabel('Your mail address').fill(mailOf(founder))
  await press(page, page.getByRole('button', { name: 'Continue' }))
  await makesPasskey(page)

  await page.getByLabel('The group’s name').fill(group)
  await press(page, page.getByRole('button', { name: 'Continue' }))
  await page.getByLabel(charter).check()
  await press(page, page.getByRole('button', { name: 'Show what it says' }))
  for (const reading of await page.locator('#readings input').all()) await reading.check()
  await person.shot(`${pictures}-charter`)
  await press(page, page.getByRole('button', { name: 'Continue with this charter' }))

  await holds(page, 0, founder)
  for (const [at, other] of others.entries()) {
    await press(page, page.getByRole('button', { name: 'One person more' }))
    await page.locator(`[name=name-${at + 1}]`).fill(other.name)
    await page.locator(`[name=email-${at + 1}]`).fill(mailOf(other))
    await holds(page, at + 1, other)
  }
  await person.shot(`${pictures}-people`)
  await press(page, page.getByRole('button', { name: /Continue/ }))

  await describeChannel(page, channel)
  await press(page, page.getByRole('button', { name: 'Found the group with this channel' }))
  return page.url().replace(/\/invitations.*/, '')
}

const mailOf = ({ name }) => `${name.toLowerCase().replace(/\W+/g, '-')}@group.example`

async function holds(page, at, { offices = [], statuses = [] }) {
  for (const office of offices) await page.locator(`[name=office-${at}][value=${office}]`).check()
  for (const status of statuses) await page.locator(`[name=status-${at}][value=${status}]`).check()
}

/** Makes the links for everybody who cannot sign in yet, by their names. */
export async function links({ page }) {
  await press(page, page.getByRole('button', { name: 'Make a link for each' }))
  const rows = await page.locator('li.row').evaluateAll(rows => rows.map(row => [
    row.querySelector('.row__title').textContent.trim(),
    [...row.querySelectorAll('.copy')].map(copy => copy.textContent.trim()).find(text => text.includes('/join/')),
  ]))
  return Object.fromEntries(rows)
}

/** Comes in by a link that was made for them. */
export async function joins(person, link) {
  await person.follow(link)
  await press(person.page, person.page.getByRole('button', { name: /^Accept( the invitation)?$/ }))
  await makesPasskey(person.page)
}

/** Chooses how to sign in from now on: a passkey. */
const makesPasskey = page => press(page, page.getByRole('button', { name: 'Make a passkey' }))

/** Shows again that it is them, for the acts of the next ten minutes. */
export async function provesAgain(person, back) {
  const { page } = person
  await person.follow(`${new URL(back).origin}/prove?to=${encodeURIComponent(new URL(back).pathname)}`)
  await press(page, page.getByRole('button', { name: 'Use your passkey' }))
  await person.follow(back)
}

/** Fills in where a channel is. `mark` is what sets it apart, where the charter knows such marks. */
export async function describeChannel(page, { network, handle, address, mark }) {
  // “LinkedIn” is posted to by hand; “LinkedIn page” is another choice.
  await page.getByLabel(new RegExp(`^${network}(?! page)`)).check()
  if (mark) await page.getByLabel(mark).check()
  await page.getByLabel('What do you call it?').fill(network)
  await page.getByLabel('Its name there').fill(handle)
  await page.getByLabel('The address of its public page').fill(address)
}
