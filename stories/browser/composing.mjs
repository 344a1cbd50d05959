// What belongs to one network or to one reader: another text for a channel, a content warning, the language, the reader's own
// clock. From the form through the previews and the queue to the practice network.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openBrowser } from './harness/browser.mjs'
import { eventually, fill, nextMinute, press, receipts, save, sent, verdictTurns, write } from './harness/composer.mjs'
import { startDemo } from './harness/demo.mjs'
import { published } from './harness/practice.mjs'

const EVERYWHERE = 'Die Antworten des Monats stehen im Forum: https://project.example/antworten'
const WARNING = 'Verrät das Ende der Geschichte'
/** Bluesky has no line for a warning, so that its own text starts with it, as the check asks. */
const BLUESKY = `[${WARNING}] Die Antworten des Monats, für Bluesky neu erzählt.`
const GOAL = /Win more web developers/

/** What the previews show, in the order of the channels. */
const LOOKS = [
  { channel: 'Bluesky', text: BLUESKY, warning: undefined },
  { channel: 'Mastodon', text: EVERYWHERE, warning: WARNING },
]

describe('a post with another text for one channel, a content warning and a language', () => {
  let demo, browser, member, at

  before(async () => {
    demo = await startDemo('composing')
    browser = await openBrowser()
    member = await browser.person(demo.links['django/member-events'])
    at = nextMinute()
    await write(member, {
      title: 'Answers of the month', text: EVERYWHERE, warning: WARNING, language: 'German',
      channels: ['Mastodon', 'Bluesky'], goal: GOAL, sponsor: 'No', at,
    })
  })
  after(async () => {
    try {
      await member?.close()
    } finally {
      await browser?.close()
      await demo?.stop()
    }
  })

  test('is shown by each preview as it will look on that channel, with the warning where the network has a line for it', async () => {
    const { page } = member
    await verdictTurns(member, 'A member may')
    await page.locator('[data-part=checks]').getByText('Bluesky cannot show a warning before the text').waitFor()
    await fill(member, { text: EVERYWHERE, ownText: { Bluesky: BLUESKY } })
    await page.locator('[data-part=previews]').getByText(BLUESKY).first().waitFor({ state: 'attached' })
    assert.deepEqual(await previews(page), LOOKS)
    assert.doesNotMatch(await page.locator('[data-part=checks]').innerText(), /cannot show a warning/)
    await page.locator('.previews .segmented').getByText('Bluesky').click()
    assert.equal(await page.locator('article.preview[aria-label=Bluesky]').isVisible(), true)
    assert.equal(await page.locator('article.preview[aria-label=Mastodon]').isVisible(), false, 'one of them at a time')
    assert.match(await page.locator('[data-tabs] a', { hasText: 'Bluesky' }).innerText(), /own text/)
    await member.shot('composing/previews')
  })

  test('says when it leaves on the wall of the group, and beside it on the reader’s own clock', async () => {
    const timing = await member.page.locator('[data-part=timing]').innerText()
    assert.match(timing, new RegExp(`${clock(at, 'UTC')} UTC`))
    assert.match(timing, new RegExp(`${clock(at, 'Europe/Berlin')} for you`))
  })

  test('comes back out of a saved draft as it was typed', async () => {
    const { page } = member
    await save(member)
    assert.equal(await page.getByLabel('Text everywhere').inputValue(), EVERYWHERE)
    assert.equal(await page.getByLabel('Text for Bluesky alone').inputValue(), BLUESKY)
    assert.equal(await page.getByLabel('Content warning').inputValue(), WARNING)
    assert.equal(await page.getByLabel('Language').evaluate(field => field.selectedOptions[0].text), 'German')
  })

  test('goes through the queue to each network with its own text, the warning and the language', async () => {
    const { page } = member
    await fill(member, { text: EVERYWHERE, at: nextMinute() })
    await verdictTurns(member, 'A member may')
    await sent(member)
    const shown = await page.locator('main').innerText()
    assert.ok(shown.includes(WARNING))
    assert.match(shown, /German/)
    assert.match(shown, /\d\d:\d\d UTC[\s\S]*\d\d:\d\d for you/)
    await page.locator('li.receipt', { hasText: 'Bluesky' }).locator('summary', { hasText: 'Its own text' }).click()
    assert.ok((await page.locator('li.receipt', { hasText: 'Bluesky' }).innerText()).includes(BLUESKY))
    assert.equal(await page.locator('li.receipt', { hasText: 'Mastodon' }).getByText('Its own text').count(), 0)
    await member.shot('composing/planned')

    await eventually(member, async () => (await receipts(member)).filter(receipt => receipt.link).length === 2, 120_000)
    const out = (await published(member, demo.practice)).filter(post => post.text.includes('Die Antworten'))
    const left = ({ network, text, warning, language }) => ({ network, text, warning, language })
    assert.deepEqual(out.map(left).sort((one, other) => one.network.localeCompare(other.network)), [
      { network: 'Bluesky', text: BLUESKY, warning: undefined, language: 'de' },
      { network: 'Mastodon', text: EVERYWHERE, warning: WARNING, language: 'de' },
    ])
    await member.shot('composing/practice-network')
  })

  test('without script is written in the same form, the text for one channel below the text for all', async () => {
    const plain = await browser.person(demo.links['django/member-docs'], { script: false })
    const { page } = plain
    await write(plain, { title: 'Plain', text: EVERYWHERE, warning: WARNING, language: 'German', channels: ['Mastodon', 'Bluesky'], goal: GOAL, sponsor: 'No' })
    await save(plain)
    await fill(plain, { text: EVERYWHERE, ownText: { Bluesky: BLUESKY } })
    await press(page, page.getByRole('button', { name: 'Check', exact: true }))
    assert.deepEqual(await previews(page), LOOKS)
    await plain.shot('composing/no-script')
    await plain.close()
  })
})

const previews = page => page.locator('article.preview').evaluateAll(all => all.map(one => ({
  channel: one.getAttribute('aria-label'),
  text: one.querySelector('.post__text').textContent,
  warning: one.querySelector('.note')?.textContent.trim(),
})))

const clock = (at, timeZone) => new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)
