// The story the first step ends with, told once for every world it runs in: a post leaves under the charter, and every
// step says which line of the charter allows it. The parts run in order; what is planned in the first four leaves at its
// minute before the fifth reads the log.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually, fill, go, nextMinute, press, receipts, save, sent, verdict, verdictTurns, write } from '../harness/composer.mjs'
import { changeOneByte, verify } from './database.mjs'
import { answerTo, refusesToSchedule } from './forged.mjs'
import { entryOf, hasEach, readLog } from './log.mjs'
import { recordAnswer } from './requests.mjs'

const MINUTE = 60_000
const ADDRESS = 'https://www.linkedin.com/posts/project-release-6-2'
const RELEASE = 'Version 6.2 is out. Thanks to everyone who helped! #release https://project.example/6.2'
const DESCRIPTION = 'A grey rectangle with the number 6.2'
const CAMPAIGN = 'The sprints of this week are paid for by our sponsor. Thank you!'
const MINUTES = 'https://foundation.example/minutes/2026-11'
const THREAD = ['The sprint is over: a thread with what came out of it.', 'Forty tickets were closed, most of them by newcomers.', 'Thank you to everybody who came!']
const QUESTION = 'When shall the next sprint be?'
const CHOICES = ['In spring', 'In autumn']
const ANSWER = 'The materials are on the blog, and they are free to use.'

/**
 * Tells the story as the tests of one `describe`. `world()` is where it happens, known when the first of them runs:
 * `name`, the folder of its pictures; `social` and `media`, the addresses of a group under each charter; `as(role)`, a
 * window of the member, Co-Chair, Board Liaison or, in the second group, editor; `readerWrites(person)`, the address of what
 * a reader asked that group on Mastodon; `published(person)`, what its networks have; `data`, and `end()`, which stops the
 * program and leaves the data.
 */
export function theStory(world) {
  let member, editor
  const planned = {}
  const shot = (person, name) => person.shot(`${world().name}/${name}`)

  test('a member schedules a post about a release', async () => {
    member = await world().as('member')
    await write(member, {
      title: 'Release 6.2', text: RELEASE,
      channels: ['Mastodon', 'Bluesky', 'LinkedIn'], goal: /Win more web developers/, sponsor: 'No', image: true,
    })
    const counted = await member.page.locator('ul.counts li').allInnerTexts()
    assert.equal(counted.length, 3, 'each network counts in its own way')
    assert.ok(new Set(counted.map(words => /\d+/.exec(words)?.[0])).size > 1, `a link counts differently: ${counted.join('; ')}`)
    assert.match(await member.page.locator('.policy').innerText(), /no description/, 'the image asks for its description')

    await fill(member, { text: RELEASE, at: nextMinute() })
    await member.page.getByLabel('What does this image show?').fill(DESCRIPTION)
    await save(member)
    await shot(member, '1-composer')
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
    await shot(member, '2-the-board-decides')

    await refusesToSchedule(member)
    assert.equal((await go(member).innerText()).trim(), 'Send to the board')
    const page = await sent(member)
    assert.equal(await member.page.getByRole('button', { name: 'Schedule' }).count(), 0, 'asking is not an answer')
    await refusesToSchedule(member)

    const liaison = await world().as('liaison')
    await press(liaison.page, liaison.page.getByRole('link', { name: 'Requests' }).first())
    await press(liaison.page, liaison.page.getByRole('link', { name: /Thanks to our sponsor/ }).first())
    await recordAnswer(liaison, { source: MINUTES, tally: '5 yes, 0 no' })
    await shot(liaison, '2-answer')
    await liaison.close()

    await member.follow(page)
    assert.match(await member.page.locator('main').innerText(), /Decided elsewhere[\s\S]*The board agreed[\s\S]*5 yes, 0 no/)
    await press(member.page, member.page.getByRole('link', { name: 'Edit' }))
    await fill(member, { text: `${CAMPAIGN} And buy their things.` })
    await verdictTurns(member, 'The board decides')
    await fill(member, { text: CAMPAIGN, at: nextMinute() })
    await verdictTurns(member, 'A member may')
    await shot(member, '2-exactly-this-text')
    planned.campaign = await sent(member)
  })

  test('a thread with a picture goes to two networks, and a poll to the one that has polls', async () => {
    await write(member, { title: 'After the sprint', text: THREAD[0], channels: ['Mastodon', 'Bluesky'], goal: /Win more web developers/, sponsor: 'No', image: true })
    await member.page.getByLabel('What does this image show?').fill(DESCRIPTION)
    await fill(member, { text: THREAD[0], thread: THREAD.slice(1), at: nextMinute(60_000) })
    await save(member)
    assert.equal((await verdict(member)).words, 'A member may')
    await shot(member, '3-thread')
    planned.thread = await sent(member)

    await write(member, { title: 'The next sprint', text: QUESTION, channels: ['Mastodon', 'Bluesky'], goal: /Win more web developers/, sponsor: 'No' })
    await fill(member, { text: QUESTION, poll: CHOICES, at: nextMinute(60_000) })
    await save(member)
    assert.match(await member.page.locator('.policy').innerText(), /Bluesky[\s\S]*poll/, 'the check says which network has no polls')
    await member.page.locator('#channels label', { hasText: 'Bluesky' }).getByRole('checkbox').uncheck()
    await verdictTurns(member, 'A member may')
    await shot(member, '3-poll')
    planned.poll = await sent(member)
  })

  test('g1 a member grants no access; the Co-Chair does', async () => {
    const channel = await channelPage(member, 'Mastodon')
    assert.match(await member.page.locator('#give .refused').innerText(), /Chair, the Co-Chair and the Board Liaison can give other members/)
    assert.match(await member.page.locator('#give .refused').innerText(), /Co-Chair/, 'it says who may')
    await shot(member, '3-refused')

    const coChair = await world().as('coChair')
    await coChair.follow(channel)
    const form = coChair.page.locator('#give form')
    await form.getByLabel('To').selectOption({ label: 'Member, design' })
    await form.getByLabel('Why').fill('Draws our pictures')
    const wish = await form.evaluate(form => [...new FormData(form)].filter(([name]) => name !== 'token'))
    assert.equal(await answerTo(member, `${channel}/grants`, wish), 403, 'the same form from a member is refused')

    await press(coChair.page, form.getByRole('button', { name: 'Give access' }))
    const granted = coChair.page.locator('table tbody tr', { hasText: 'Member, design' })
    assert.match(await granted.innerText(), /publish[\s\S]*Co-Chair[\s\S]*Draws our pictures/)
    await shot(coChair, '3-granted')
    await coChair.close()
  })

  test('k11 k12 a reader is answered on the preferred channel and on no other', async () => {
    const { media } = world()
    editor = await world().as('editor')
    const theirs = await world().readerWrites(editor)
    await editor.follow(`${media}/channels`)
    const [announces, answers] = [await channelMarked(editor, 'Announcements only'), await channelMarked(editor, 'Preferred')]

    await editor.follow(announces)
    const refused = await editor.page.locator('[aria-labelledby=answer]').innerText()
    assert.match(refused, /use these channels to announce only/)
    assert.match(refused, /talk to people on Mastodon, the preferred channel/)
    await shot(editor, '4-announcements-only')
    await editor.follow(`${media}/posts/new?channel=${announces.split('/').pop()}&answers=${encodeURIComponent(theirs)}`)
    await fill(editor, { title: 'Where the materials are not', text: ANSWER, at: nextMinute() })
    assert.equal(await answerTo(editor, undefined, [['do', 'schedule']]), 403, 'the composer sends no answer there either')
    await save(editor)
    assert.match((await verdict(editor)).quotes, /use these channels to announce only/)
    await shot(editor, '4-refused')

    await editor.follow(answers)
    await editor.page.getByLabel('Address of their post').fill(theirs)
    await press(editor.page, editor.page.getByRole('button', { name: 'Write an answer' }))
    await fill(editor, { title: 'Where the materials are', text: ANSWER, at: nextMinute() })
    await verdictTurns(editor, 'A member may')
    await shot(editor, '4-preferred')
    planned.answer = await sent(editor)
  })

  test('each leaves at its minute, and its page says where it is, who sent it, in which office, under which clause', async () => {
    await member.follow(planned.release)
    await eventually(member, async () => (await receipts(member)).filter(receipt => receipt.link || receipt.byHand).length === 3, 2 * MINUTE)
    assert.equal((await receipts(member)).find(receipt => receipt.byHand).channel, 'LinkedIn', 'a person is asked for the assisted channel')
    await member.page.getByLabel('Address of the published post').fill(ADDRESS)
    await press(member.page, member.page.getByRole('button', { name: 'It is out: record the address' }))
    await saysWhoSent(member, 3, 'Member, events, as member')
    await shot(member, '1-receipts')

    for (const [post, receiptsOfIt] of [[planned.thread, 6], [planned.poll, 1]]) {
      await member.follow(post)
      await eventually(member, async () => (await receipts(member)).filter(receipt => receipt.link).length === receiptsOfIt, 3 * MINUTE)
      await saysWhoSent(member, receiptsOfIt, 'Member, events, as member')
    }
    await shot(member, '3-receipts-of-the-poll')

    await member.follow(planned.campaign)
    await eventually(member, async () => (await receipts(member))[0].link, 2 * MINUTE)
    await saysWhoSent(member, 1, 'Member, events, as member')
    await shot(member, '2-receipts')

    await editor.follow(planned.answer)
    await eventually(editor, async () => (await receipts(editor))[0].link, 2 * MINUTE)
    await saysWhoSent(editor, 1, 'Member, blog, as member')
    await shot(editor, '4-receipts')
  })

  test('each network has what was sent once, as it was written', async () => {
    const published = await world().published(editor)
    const has = words => published.filter(post => post.text.includes(words))
    const release = has('Version 6.2 is out')
    assert.deepEqual(release.map(post => post.network).sort(), ['Bluesky', 'Mastodon'])
    assert.deepEqual(release.map(post => post.descriptions), [[DESCRIPTION], [DESCRIPTION]], 'the description went with the image')
    assert.deepEqual(release.map(post => post.text), [RELEASE, RELEASE])
    for (const [at, words] of THREAD.entries()) {
      const part = has(words)
      assert.deepEqual(part.map(post => post.network).sort(), ['Bluesky', 'Mastodon'], words)
      assert.deepEqual(part.map(post => post.descriptions), at === 0 ? [[DESCRIPTION], [DESCRIPTION]] : [[], []], words)
      for (const { author, answers } of part) assert.equal(answers || undefined, at === 0 ? undefined : author, words)
    }
    assert.deepEqual(has(QUESTION).map(({ network, asks }) => ({ network, asks })), [{ network: 'Mastodon', asks: CHOICES }])
    assert.deepEqual(has('paid for by our sponsor').map(({ network, text }) => ({ network, text })), [{ network: 'Mastodon', text: CAMPAIGN }])
    assert.deepEqual(has(ANSWER).map(({ network, answers }) => ({ network, answers })), [{ network: 'Mastodon', answers: 'reader' }])
  })

  test('the charter page shows each line with its anchor, what it governs and how often it was used', async () => {
    await member.follow(world().social)
    await press(member.page, member.page.getByRole('link', { name: 'Charter' }).first())
    assert.ok(await member.page.locator('.law .clause').count() > 10, 'each line has its anchor')
    const law = await member.page.locator('.law').innerText()
    assert.match(law, /used/i, 'and says how often it was used')
    assert.match(law, /schedule a post/i, 'and what it governs')
    await shot(member, '5-charter')
  })

  test('every act of the story is in the log of its group with its clause, and both logs are whole', async () => {
    hasEach(await readLog(member, `${world().name}/5-audit`), [
      ['Member, events', 'scheduled Release 6.2', 'D2'],
      ['Member, events', 'sent Release 6.2', 'D2', 2],
      ['Member, events', 'asked for this to be posted by hand: Release 6.2', 'D2'],
      ['Member, events', 'posted by hand: Release 6.2', 'D2'],
      ['Member, events', 'sent After the sprint', 'D2', 6],
      ['Member, events', 'sent The next sprint', 'D2'],
      ['Member, events', 'refused schedule Thanks to our sponsor', 'B3', 3],
      ['Member, events', 'put a question about Thanks to our sponsor', 'B0'],
      ['Board Liaison', 'recorded the answer to May “Thanks to our sponsor” go out?', 'B0'],
      ['Member, events', 'scheduled Thanks to our sponsor', 'D2'],
      ['Member, events', 'sent Thanks to our sponsor', 'D2'],
      ['Member, events', 'refused give access to Member, design to publish on Mastodon', 'D1'],
      ['Co-Chair', 'gave access to Member, design to publish on Mastodon', 'D1'],
    ])
    await editor.follow(world().media)
    hasEach(await readLog(editor, `${world().name}/5-audit-of-the-second-group`), [
      ['Member, blog', 'refused answer somebody: Where the materials are not', 'E5'],
      ['Member, blog', 'planned an answer: Where the materials are', 'V1'],
      ['Member, blog', 'sent an answer: Where the materials are', 'V1'],
    ])
  })

  test('the command finds both logs whole, and names the entry after one byte is changed in the database file', async () => {
    const answered = await entryOf(member, world().social, entry => entry.act === 'record_answer' && JSON.stringify(entry).includes(MINUTES))
    await member.close()
    await editor.close()
    await world().end()

    const before = await verify(world().data)
    assert.equal(before.code, 0, before.said)
    assert.equal(before.said.match(/: whole, \d+ entries in the chain, 0 not chained yet/g)?.length, 2, before.said)
    changeOneByte(world().data, `"source":"${MINUTES}"`)
    const after = await verify(world().data)
    assert.notEqual(after.code, 0, after.said)
    assert.match(after.said, new RegExp(`NOT WHOLE: what entry ${answered.position} \\(.*was edited`))
    assert.equal(after.said.match(/: whole,/g)?.length, 1, 'the log of the other group is whole')
  })
}

async function saysWhoSent(person, times, by) {
  const all = (await receipts(person)).filter(receipt => receipt.link)
  assert.equal(all.length, times)
  for (const { channel, words, clauses } of all) {
    assert.ok(words.includes(by), `${channel} says who sent it, in which office: ${words}`)
    assert.ok(clauses > 0, `${channel} says under which clause`)
  }
}

async function channelPage({ page }, name) {
  await press(page, page.getByRole('link', { name: 'Channels' }).first())
  await press(page, page.locator('a.row__title', { hasText: name }))
  await page.getByRole('heading', { name: 'Who has access' }).waitFor()
  return page.url().split('?')[0]
}

const channelMarked = ({ page }, mark) => page.locator('.row', { hasText: mark }).first().locator('a.row__title').evaluate(link => link.href)
