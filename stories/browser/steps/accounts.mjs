// Channels that a group opens, and their accounts on servers that are not ours.
import assert from 'node:assert/strict'
import { press } from '../harness/composer.mjs'
import { describeChannel } from './founding.mjs'
import { recordAnswer } from './requests.mjs'

/** Asks whoever decides for one channel more, and opens it when somebody recorded that they agreed; its page. */
export async function opens(asking, recording, group, channel) {
  const { page } = asking
  await asking.follow(`${group}/channels/new`)
  await describeChannel(page, channel)
  await page.getByLabel(/^Ask .* to open it/).check()
  await press(page, page.getByRole('button', { name: 'Continue' }))
  await recording.follow(page.url())
  await recordAnswer(recording, { tally: '4 yes, 0 no' })
  const its = await pageOf(asking, group, channel.network)
  await page.locator('summary', { hasText: 'Open it' }).click()
  await press(page, page.getByRole('button', { name: 'Open it' }))
  return its
}

/** Opens the page of a channel; its address. */
export async function pageOf(person, group, name) {
  const { page } = person
  await person.follow(`${group}/channels`)
  await press(page, page.locator('a.row__title', { hasText: name }))
  return page.url().split('?')[0]
}

/** Connects an account on a server that speaks the Mastodon API, on that server's own page. */
export async function connectsMastodon(person, channel, server, { name, password }) {
  const { page } = person
  await person.follow(channel)
  await press(page, page.getByRole('link', { name: 'Connect the account' }))
  await page.getByLabel('Server').fill(server)
  await press(page, page.getByRole('button', { name: 'Connect' }))
  await press(page, page.getByRole('link', { name: /Continue on/ }))
  await page.locator('[name=login]').fill(name)
  await page.locator('[name=passwd]').fill(password)
  await press(page, page.locator('[type=submit]'))
  await press(page, page.getByRole('button', { name: 'Connect Mastodon' }))
  assert.match(await page.locator('main').innerText(), /Connected/)
}

/** Connects an account on a PDS with an app password. */
export async function connectsBluesky(person, channel, server, { handle, appPassword }) {
  const { page } = person
  await person.follow(`${channel}/connect`)
  await page.getByLabel('Handle').fill(handle)
  await page.getByLabel('App password').fill(appPassword)
  await page.getByLabel('Server').fill(server)
  await press(page, page.getByRole('button', { name: 'Connect' }))
  assert.match(await page.locator('main').innerText(), /Connected/)
}

/** Gives somebody access to a channel, where the charter leaves that to whoever is at this window. */
export async function gives(person, channel, to) {
  await person.follow(channel)
  const form = person.page.locator('#give form')
  await form.getByLabel('To').selectOption({ label: to })
  await form.getByLabel('Why').fill('Writes for the group')
  await press(person.page, form.getByRole('button', { name: 'Give access' }))
  await holdsNow(person, to, 'publish')
}

/** Asks the group for somebody's access, and gives it when another member recorded that it agreed. */
export async function givesAsDecided(asking, recording, channel, to, capability, until) {
  const { page } = asking
  await asking.follow(channel)
  const form = page.locator('#give form')
  await form.getByLabel('To').selectOption({ label: to })
  await form.getByLabel('May').selectOption(capability)
  await form.getByLabel('Until').fill(until)
  await form.getByLabel('Why').fill('Answers for the group')
  await press(page, form.getByRole('button', { name: 'Ask the group' }))
  await recording.follow(page.url())
  await recordAnswer(recording, { tally: '2 yes, 0 no' })
  await asking.follow(page.url())
  await press(page, page.getByRole('link', { name: new RegExp(`^${capability} on .*, for ${to}$`) }))
  // Who and what stand in the form again; how long and why are for whoever gives it.
  await form.getByLabel('Until').fill(until)
  await form.getByLabel('Why').fill('Answers for the group')
  await press(page, form.getByRole('button', { name: 'Give access' }))
  await holdsNow(asking, to, capability)
}

async function holdsNow({ page }, to, capability) {
  assert.match(await page.locator('table').innerText(), new RegExp(`${to}[\\s\\S]*${capability}`))
}
