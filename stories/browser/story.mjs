// The story the first step ends with, in a real browser: a post leaves under the charter, and every step says which
// line of the charter allows it. The parts share one demo and run in order; what is planned in the first four leaves at
// its minute before the fifth reads the log.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openBrowser } from './harness/browser.mjs'
import { eventually, fill, go, nextMinute, press, receipts, save, sent, verdict, verdictTurns, write } from './harness/composer.mjs'
import { startDemo } from './harness/demo.mjs'

const MINUTE = 60_000
const ADDRESS = 'https://www.linkedin.com/posts/project-release-6-2'
const CAMPAIGN = 'The sprints of this week are paid for by our sponsor. Thank you!'
const ANSWER = 'The materials are on the blog, and they are free to use.'

describe('a post leaves under the charter', () => {
  let demo, browser, member
  const planned = {}
  const as = async who => browser.person(linkOf(who))

  before(async () => {
    demo = await startDemo('story')
    browser = await openBrowser()
    member = await as('django/member-events')
  })
  after(async () => {
    await member?.close()
    await browser?.close()
    await demo?.stop()
  })

  test('a member schedules a post about a release', async () => {
    await write(member, {
      title: 'Release 6.2', text: 'Version 6.2 is out. Thanks to everyone who helped! #release https://project.example/6.2',
      channels: ['Mastodon', 'Bluesky', 'LinkedIn'], goal: /Win more web developers/, sponsor: 'No', image: true,
    })
    const counted = await member.page.locator('ul.counts li').allInnerTexts()
    assert.equal(counted.length, 3, 'each network counts in its own way')
    assert.ok(new Set(counted.map(words => /\d+/.exec(words)?.[0])).size > 1, `a link counts differently: ${counted.join('; ')}`)
    assert.match(await member.page.locator('.policy').innerText(), /no description/, 'the image asks for its description')

    await fill(member, { text: await member.page.getByLabel('Text everywhere').inputValue(), at: nextMinute() })
    await member.page.getByLabel('What does this image show?').fill('A grey rectangle with the number 6.2')
    await save(member)
    await member.shot('story/1-composer')
    const said = await verdict(member)
    assert.equal(said.words, 'A member may')
    assert.match(said.quotes, /Members can post on the official profiles/)
    assert.equal((await go(member).innerText()).trim(), 'Schedule')
    planned.release = await sent(member)
  })

  test('h4 h8 a sponsor campaign leaves only with the recorded answer of the board, and only as it was answered', async () => {
    await write(member, { title: 'Thanks to our sponsor', text: CAMPAIGN, channels: ['Mastodon'], goal: /good relations with sponsors/, sponsor: 'No' })
    await verdictTurns(member, 'A member may')
    await member.page.getByLabel('Part of a campaign').check()
    await verdictTurns(member, 'The board decides')
    assert.match((await verdict(member)).quotes, /Plans for social media campaigns for sponsors/)
    await fill(member, { text: CAMPAIGN, at: nextMinute(60_000) })
    await save(member)
    await member.shot('story/2-the-board-decides')

    await refusesToSchedule(member)
    assert.equal((await go(member).innerText()).trim(), 'Send to the board')
    const page = await sent(member)
    assert.equal(await member.page.getByRole('button', { name: 'Schedule' }).count(), 0, 'asking is not an answer')
    await refusesToSchedule(member)

    const liaison = await as('django/liaison')
    await recordAnswer(liaison, 'Thanks to our sponsor')
    await liaison.shot('story/2-answer')
    await liaison.close()

    await member.follow(page)
    assert.match(await member.page.locator('main').innerText(), /Decided elsewhere[\s\S]*The board agreed[\s\S]*5 yes, 0 no/)
    await press(member.page, member.page.getByRole('link', { name: 'Edit' }))
    await fill(member, { text: `${CAMPAIGN} And buy their things.` })
    await verdictTurns(member, 'The board decides')
    await fill(member, { text: CAMPAIGN, at: nextMinute() })
    await verdictTurns(member, 'A member may')
    await member.shot('story/2-exactly-this-text')
    planned.campaign = await sent(member)
  })

  test('g1 a member grants no access; the Co-Chair does', async () => {
    const channel = await channelPage(member, 'Mastodon')
    assert.match(await member.page.locator('#give .refused').innerText(), /Chair, the Co-Chair and the Board Liaison can give other members/)
    assert.match(await member.page.locator('#give .refused').innerText(), /Co-Chair/, 'it says who may')
    await member.shot('story/3-refused')

    const coChair = await as('django/co-chair')
    await coChair.follow(channel)
    const form = coChair.page.locator('#give form')
    await form.getByLabel('To').selectOption({ label: 'Member, design' })
    await form.getByLabel('Why').fill('Draws our pictures')
    const wish = await form.evaluate(form => [...new FormData(form)].filter(([name]) => name !== 'token'))
    assert.equal(await answerTo(member, `${channel}/grants`, wish), 403, 'the same form from a member is refused')

    await press(coChair.page, form.getByRole('button', { name: 'Give access' }))
    const granted = coChair.page.locator('table tbody tr', { hasText: 'Member, design' })
    assert.match(await granted.innerText(), /publish[\s\S]*Co-Chair[\s\S]*Draws our pictures/)
    await coChair.shot('story/3-granted')
    await coChair.close()
  })

  test('k11 k12 a reader is answered on the preferred channel and on no other', async () => {
    const editor = await as('jupyter/member-blog')
    const theirs = await readerWrites(editor, demo.practice)
    await editor.follow(`${demo.address}/g/jupyter/channels`)
    const [announces, answers] = [await channelMarked(editor, 'Announcements only'), await channelMarked(editor, 'Preferred')]

    await editor.follow(announces)
    const refused = await editor.page.locator('[aria-labelledby=answer]').innerText()
    assert.match(refused, /use these channels to announce only/)
    assert.match(refused, /talk to people on Mastodon, the preferred channel/)
    await editor.shot('story/4-announcements-only')
    await editor.follow(`${demo.address}/g/jupyter/posts/new?channel=${announces.split('/').pop()}&answers=${encodeURIComponent(theirs)}`)
    await fill(editor, { text: ANSWER, at: nextMinute() })
    assert.equal(await answerTo(editor, undefined, [['do', 'schedule']]), 403, 'the composer sends no answer there either')
    await save(editor)
    assert.match((await verdict(editor)).quotes, /use these channels to announce only/)
    await editor.shot('story/4-refused')

    await editor.follow(answers)
    await editor.page.getByLabel('Address of their post').fill(theirs)
    await press(editor.page, editor.page.getByRole('button', { name: 'Write an answer' }))
    await fill(editor, { title: 'Where the materials are', text: ANSWER, at: nextMinute() })
    await verdictTurns(editor, 'A member may')
    await editor.shot('story/4-preferred')
    planned.answer = await sent(editor)
    planned.editor = editor
  })

  test('each leaves at its minute, and its page says where it is, who sent it, in which office, under which clause', async () => {
    await member.follow(planned.release)
    await eventually(member, async () => (await receipts(member)).filter(receipt => receipt.link || receipt.byHand).length === 3, 2 * MINUTE)
    assert.equal((await receipts(member)).find(receipt => receipt.byHand).channel, 'LinkedIn', 'a person is asked for the assisted channel')
    await member.page.getByLabel('Address of the published post').fill(ADDRESS)
    await press(member.page, member.page.getByRole('button', { name: 'It is out: record the address' }))
    const all = await receipts(member)
    assert.equal(all.filter(receipt => receipt.link).length, 3)
    for (const { channel, words, clauses } of all) {
      assert.match(words, /Member, events, as member/, `${channel} says who sent it, in which office`)
      assert.ok(clauses > 0, `${channel} says under which clause`)
    }
    await member.shot('story/1-receipts')

    await member.follow(planned.campaign)
    await eventually(member, async () => (await receipts(member))[0].link, 2 * MINUTE)
    await member.shot('story/2-receipts')

    const { editor } = planned
    await editor.follow(planned.answer)
    await eventually(editor, async () => (await receipts(editor))[0].link, 2 * MINUTE)
    await editor.shot('story/4-receipts')
    await editor.follow(demo.practice)
    const published = await editor.page.locator('main').innerText()
    assert.equal(published.split(ANSWER).length, 2, 'the answer is on the network once')
    assert.match(published, /@notebooks answers @reader/)
    assert.equal(published.split(CAMPAIGN).length, 2, 'and so is the campaign')
    assert.equal(published.split('Description: A grey rectangle with the number 6.2').length, 3, 'the description went with the image')
    await editor.shot('story/practice-network')
    await editor.close()
  })

  test('every act is in the log with its clause, and the log is whole', async () => {
    await member.follow(`${demo.address}/g/django`)
    await press(member.page, member.page.getByRole('link', { name: 'Charter' }).first())
    assert.ok(await member.page.locator('.law .clause').count() > 10, 'each line has its anchor')
    const law = await member.page.locator('.law').innerText()
    assert.match(law, /used/i, 'and says how often it was used')
    assert.match(law, /schedule a post/i, 'and what it governs')
    await member.shot('story/5-charter')

    await press(member.page, member.page.getByRole('link', { name: 'Audit log' }).first())
    await eventually(member, async () => /whole/i.test(await member.page.locator('.chain').innerText()), MINUTE)
    const rows = await member.page.locator('details.auditrow summary').allInnerTexts()
    for (const act of [
      /Member, events[\s\S]*scheduled[\s\S]*Release 6\.2/, /Member, events[\s\S]*refused[\s\S]*Thanks to our sponsor/,
      /Board Liaison[\s\S]*recorded/, /Member, events[\s\S]*refused[\s\S]*access/, /Co-Chair[\s\S]*gave[\s\S]*access/,
    ]) assert.ok(rows.some(row => act.test(row)), `the log has ${act}:\n${rows.join('\n')}`)
    await member.shot('story/5-audit')
  })

  function linkOf(who) {
    assert.ok(demo.links[who], `the demo printed a link for ${who}; it printed ${Object.keys(demo.links).join(', ')}`)
    return demo.links[who]
  }
})

/** By no form: neither the composer's with another verb than its button has, nor the button that the post's page would have. */
async function refusesToSchedule(person) {
  const inComposer = await person.page.locator('form.compose').count() === 1
  if (inComposer) assert.equal(await answerTo(person, undefined, [['do', 'schedule']]), 403, 'the form of the composer')
  const post = person.page.url().split('?')[0].replace(/\/edit$/, '')
  assert.equal(await answerTo(person, `${post}/schedule`, []), 403, 'the form of the page')
}

/** Sends a form that the page does not offer, as somebody would who does not accept the answer; what the server answers. */
async function answerTo({ page, expectRefusals }, address, fields) {
  const status = await page.evaluate(async ([address, fields]) => {
    const form = document.querySelector(address ? 'form:has([name=token])' : 'form.compose')
    const data = address ? new URLSearchParams({ token: form.elements.token.value }) : new FormData(form)
    data.delete('picture')
    for (const [name, value] of fields) data.set(name, value)
    return (await fetch(address ?? form.action, { method: 'POST', body: data })).status
  }, [address, fields])
  await page.waitForTimeout(50)
  expectRefusals()
  return status
}

async function recordAnswer({ page }, title) {
  await press(page, page.getByRole('link', { name: 'Requests' }).first())
  await press(page, page.getByRole('link', { name: new RegExp(title) }).first())
  await page.getByLabel('It agreed', { exact: true }).check()
  await page.getByLabel('On which day?').fill(new Date().toISOString().slice(0, 10))
  await page.getByLabel('Where can it be read?').fill('https://foundation.example/minutes/2026-11')
  await page.getByLabel('The tally').fill('5 yes, 0 no')
  await press(page, page.getByRole('button', { name: 'Record the answer' }))
  await page.locator('article.answer').first().waitFor()
}

/** A reader writes to the second group on its network; the address of what they wrote. */
async function readerWrites({ page, follow }, board) {
  await follow(board)
  const server = page.locator('section', { has: page.getByRole('heading', { name: 'Mastodon (practice)' }) })
  await server.getByLabel('Write a post as a reader').fill('@notebooks Where are the materials of the workshops?')
  await press(page, server.getByRole('button', { name: 'Post', exact: true }))
  return page.url()
}

async function channelPage({ page }, name) {
  await press(page, page.getByRole('link', { name: 'Channels' }).first())
  await press(page, page.locator('a.row__title', { hasText: name }))
  await page.getByRole('heading', { name: 'Who has access' }).waitFor()
  return page.url().split('?')[0]
}

const channelMarked = ({ page }, mark) => page.locator('.row', { hasText: mark }).first().locator('a.row__title').evaluate(link => link.href)
