// The story the first step ends with, in a real browser: a post leaves under the charter, and every step says which
// line of the charter allows it. The five parts share one demo and run in order.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openBrowser } from './harness/browser.mjs'
import { eventually, go, receipts, save, verdict, write } from './harness/composer.mjs'
import { startDemo } from './harness/demo.mjs'

const MINUTE = 60_000

describe('a post leaves under the charter', () => {
  let demo, browser, member
  const as = async who => browser.person(linkOf(who))

  before(async () => {
    demo = await startDemo('story')
    browser = await openBrowser()
    member = await as(/^django\/member/)
  })
  after(async () => {
    await member?.close()
    await browser?.close()
    await demo?.stop()
  })

  test('a member schedules a post about a release, and it leaves at its minute', async () => {
    await write(member, {
      title: 'Release 6.2', text: 'Version 6.2 is out. Thanks to everyone who helped! #release https://project.example/6.2',
      channels: ['Mastodon', 'Bluesky', 'LinkedIn'], goal: 'Win more web developers', sponsor: 'No', image: true, at: new Date(Date.now() + 2 * MINUTE),
    })
    assert.equal(await member.page.locator('ul.counts li').count(), 3, 'each network counts in its own way')
    assert.match(await member.page.locator('.policy').innerText(), /describ/i, 'the image asks for its description')
    await member.page.getByLabel('What does this image show?').fill('A grey rectangle with the number 6.2')
    await save(member.page)
    await member.shot('story/1-composer')

    const said = await verdict(member)
    assert.equal(said.words, 'A member may')
    assert.match(said.quotes, /Members can post on the official profiles/)
    assert.equal((await go(member).innerText()).trim(), 'Schedule')
    await go(member).click()
    await member.page.locator('li.receipt').first().waitFor()

    await eventually(member, async () => (await receipts(member)).filter(receipt => receipt.link).length === 2, 4 * MINUTE)
    const byHand = (await receipts(member)).find(receipt => receipt.byHand)
    assert.ok(byHand, 'a person is asked for the assisted channel')
    await member.page.locator('.byhand input.input').fill('https://www.linkedin.com/posts/project-release-6-2')
    await member.page.getByRole('button', { name: 'It is out: record the address' }).click()
    await member.page.waitForLoadState('load')

    const all = await receipts(member)
    assert.equal(all.filter(receipt => receipt.link).length, 3)
    for (const receipt of all) assert.match(receipt.words, /member/i, `${receipt.channel} says who sent it, in which office`)
    assert.ok(await member.page.locator('li.receipt .clause').count() >= 3, 'and under which clause')
    await member.shot('story/1-receipts')
  })

  test('h4 h8 a sponsor campaign leaves only with the recorded answer of the board', async () => {
    await write(member, {
      title: 'Thanks to our sponsor', text: 'Our sponsor pays for the sprints of this week.', channels: ['Mastodon'],
      goal: 'good relations with sponsors', sponsor: 'Yes', campaign: 'Sprints', at: new Date(Date.now() + 30 * MINUTE),
    })
    await save(member.page)
    const said = await verdict(member)
    assert.equal(said.words, 'The board decides')
    assert.match(said.quotes, /Plans for social media campaigns for sponsors/)
    await member.shot('story/2-the-board-decides')
    assert.equal(await forced(member, 'schedule'), 'refused', 'no form schedules it')

    await go(member).click()
    await member.page.waitForLoadState('load')
    const liaison = await as(/^django\/(board-)?liaison/)
    await recordAnswer(liaison)
    await liaison.shot('story/2-answer')
    await liaison.close()

    await openPost(member, 'Thanks to our sponsor')
    assert.match(await member.page.locator('main').innerText(), /Decided elsewhere/)
  })

  test('g1 a member grants no access; the Co-Chair does', async () => {
    const channel = await channelPage(member, 'Mastodon')
    const refusal = member.page.locator('.refused')
    assert.match(await refusal.innerText(), /Chair, the Co-Chair and the Board Liaison can give other members/)
    await member.shot('story/3-refused')

    const coChair = await as(/^django\/co-?chair/)
    await coChair.follow(channel)
    const before = await coChair.page.locator('table tbody tr').count()
    await coChair.page.getByRole('heading', { name: 'Give access' }).locator('xpath=ancestor::form').getByRole('button').click()
    await coChair.page.waitForLoadState('load')
    assert.ok(await coChair.page.locator('table tbody tr').count() > before, 'the grant is in the register')
    await coChair.shot('story/3-granted')
    await coChair.close()
  })

  test('k11 k12 a reader is answered on the preferred channel and on no other', async () => {
    const editor = await as(/^jupyter\//)
    await editor.page.getByRole('link', { name: 'Channels' }).first().click()
    const [announces, answers] = [await channelMarked(editor, 'Announcements only'), await channelMarked(editor, 'Preferred')]

    await editor.follow(announces)
    const refused = await editor.page.locator('[aria-labelledby=answer]').innerText()
    assert.match(refused, /use these channels to announce only/)
    assert.match(refused, /the preferred channel/)
    await editor.shot('story/4-announcements-only')

    await editor.follow(answers)
    assert.equal(await editor.page.getByRole('button', { name: 'Write an answer' }).count(), 1)
    await editor.shot('story/4-preferred')
    await editor.close()
  })

  test('every act is in the log with its clause, and the log is whole', async () => {
    await member.page.getByRole('link', { name: 'Charter' }).first().click()
    assert.ok(await member.page.locator('.law .clause').count() > 10, 'each line has its anchor')
    assert.match(await member.page.locator('.law').innerText(), /used/i, 'and says how often it was used')
    await member.shot('story/5-charter')

    await member.page.getByRole('link', { name: 'Audit log' }).first().click()
    await eventually(member, async () => /whole/i.test(await member.page.locator('.chain').innerText()), MINUTE)
    const rows = await member.page.locator('details.auditrow').allInnerTexts()
    assert.ok(rows.length >= 5, `${rows.length} entries`)
    assert.ok(rows.some(row => /refused/.test(row)), 'the refusals are there too')
    await member.shot('story/5-audit')
  })

  function linkOf(who) {
    const found = Object.entries(demo.links).find(([key]) => who.test(key))
    assert.ok(found, `the demo printed a link for ${who}; it printed ${Object.keys(demo.links).join(', ')}`)
    return found[1]
  }
})

/** Sends the composer's form with another verb than its button has, as somebody would who does not accept the answer. */
async function forced({ page, expectRefusals }, verb) {
  const status = await page.evaluate(async verb => {
    const form = document.querySelector('form.compose')
    const data = new FormData(form)
    data.set('do', verb)
    data.delete('picture')
    return (await fetch(form.action, { method: 'POST', body: data })).status
  }, verb)
  expectRefusals()
  return status >= 400 ? 'refused' : `accepted with ${status}`
}

async function recordAnswer({ page }) {
  await page.getByRole('link', { name: 'Requests' }).first().click()
  await page.getByRole('link', { name: /Thanks to our sponsor/ }).first().click()
  await page.getByRole('radio').first().check()
  for (const field of await page.locator('form.form input.input').all()) {
    const type = await field.getAttribute('type')
    if (type === 'date') await field.fill(new Date().toISOString().slice(0, 10))
    else if (type === 'url') await field.fill('https://foundation.example/minutes/2026-11')
    else await field.fill('Minutes of the board, 5 to 0')
  }
  await page.locator('form.form button').last().click()
  await page.locator('article.answer').first().waitFor()
}

async function openPost({ page }, title) {
  await page.getByRole('link', { name: 'Calendar' }).first().click()
  await page.getByRole('link', { name: new RegExp(title) }).first().click()
  await page.waitForLoadState('load')
}

async function channelPage({ page }, name) {
  await page.getByRole('link', { name: 'Channels' }).first().click()
  await page.locator('.row', { hasText: name }).locator('a.row__title').first().click()
  await page.getByRole('heading', { name: 'Who has access' }).waitFor()
  return page.url()
}

const channelMarked = ({ page }, mark) => page.locator('.row', { hasText: mark }).first().locator('a.row__title').evaluate(link => link.href)
