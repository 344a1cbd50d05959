// The story of the second step goes on: what is ranked, what the board alone decides, whom the group removes, and what ends
// with a seat that somebody has elsewhere.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openBrowser } from './harness/browser.mjs'
import { press } from './harness/composer.mjs'
import { being, dayOf, later } from './harness/demonstration.mjs'
import { startDemo } from './harness/demo.mjs'
import { call, callAmong, cast, confirm, countOf, rank, second, stateOf } from './steps/deciding.mjs'

const FOURTH = /^4 = "G4"\n/m

describe('the group governs itself, further', () => {
  let demo, browser, social, media
  const be = (name, options) => being(browser, demo, name, options)
  const pass = (step, times) => later(browser, demo, step, times)

  before(async () => {
    demo = await startDemo('governing-further')
    browser = await openBrowser()
    social = `${demo.address}/g/django`
    media = `${demo.address}/g/jupyter`
  })
  after(async () => {
    await browser?.close()
    await demo?.stop()
  })

  test('j11 three days are ranked, and the rounds are shown', async () => {
    const blog = await be('Member, blog')
    const decision = await callAmong(blog, media, 'On which day do we meet?', ['Monday', 'Wednesday', 'Friday'])
    await blog.close()
    const forum = await be('Member, forum')
    await second(forum, decision)
    await forum.page.goto(decision)
    assert.match(await forum.page.locator('main').innerText(), /Instant runoff/, 'the method stands on the ballot')
    await forum.shot('governing/5-ballot')
    await rank(forum, decision, [1, 2, ''])
    await forum.close()
    for (const [name, ranks] of [['Member, blog', ['', 1, 2]], ['Member, community', [2, 1, '']]]) {
      const member = await be(name)
      await rank(member, decision, ranks)
      await member.close()
    }
    await pass('A week later')
    const reader = await be('Member, blog')
    await reader.follow(decision)
    assert.match(await reader.page.locator('main').innerText(), /The group chose Wednesday[\s\S]*Round 1/)
    await reader.shot('governing/5-rounds')
    await reader.close()
  })

  test('m1 the charter changes on the day that the board names, and not before', async () => {
    const member = await be('Member, events')
    await member.follow(`${social}/charter/drafts/new`)
    const rules = member.page.locator('textarea[name=rules]')
    await rules.fill((await rules.inputValue()).replace(FOURTH, ''))
    await member.page.locator('[name=reason]').fill('The board announces its news itself.')
    await press(member.page, member.page.getByRole('button', { name: 'Check and keep the draft' }))
    const draft = member.page.url()
    assert.match(await member.page.locator('main').innerText(), /A change of substance/)
    await member.shot('governing/6-draft')
    await confirm(member, member.page.locator('[aria-labelledby=decides] form[action$="/ask"]'))
    const question = member.page.url()
    await member.close()

    const day = await dayOf(browser, demo, 5)
    const liaison = await be('Board Liaison')
    await liaison.follow(question)
    await liaison.page.getByLabel('It agreed', { exact: true }).check()
    await liaison.page.getByLabel('On which day?').fill(await dayOf(browser, demo))
    await liaison.page.getByLabel('The tally').fill('5 yes, 0 no')
    await liaison.page.locator('[name=from]').fill(day)
    await press(liaison.page, liaison.page.getByRole('button', { name: 'Record the answer' }))
    await liaison.follow(`${social}/charter`)
    assert.match(await liaison.page.locator('main').innerText(), /Not in force yet/)
    await liaison.shot('governing/6-adopted')
    await liaison.close()

    await pass('A week later')
    const reader = await be('Member, events')
    await reader.follow(`${social}/charter?view=powers`)
    assert.doesNotMatch(await reader.page.locator('main').innerText(), /goals: 4/)
    await reader.follow(draft)
    assert.match(await reader.page.locator('main').innerText(), /In force/)
    await reader.close()
  })

  test('e7 e2 somebody is removed after they were heard, by a secret vote in which they do not count', async () => {
    let chair = await be('Chair')
    await chair.follow(`${social}/members/removal`)
    await chair.page.locator('select[name=person]').selectOption({ label: 'Member, design' })
    await chair.page.locator('textarea[name=ground], [name=ground]').first().fill('Posted what was not agreed on.')
    await press(chair.page, chair.page.locator('main form.form button').first())
    const question = chair.page.url()
    await chair.close()

    const subject = await be('Member, design')
    await subject.follow(social)
    assert.match(await subject.page.locator('main').innerText(), /Answer the proposal to remove you/)
    await subject.follow(question)
    await subject.page.locator('form[action$="/reply"] textarea').fill('It was agreed on; see the minutes.')
    await press(subject.page, subject.page.locator('form[action$="/reply"] button').first())
    await subject.close()

    await pass('A day later', 3)
    chair = await be('Chair')
    await chair.follow(question)
    const decision = await call(chair, 'It happened twice.')
    assert.match(await chair.page.locator('main').innerText(), /It was agreed on; see the minutes/)
    await chair.shot('governing/7-vote')
    await chair.close()
    for (const name of ['Chair', 'Co-Chair', 'Member, events', 'Member, docs']) {
      const member = await be(name)
      await cast(member, decision, name === 'Member, docs' ? /^No/ : /^Yes/)
      await member.close()
    }
    await pass('A week later')
    const reader = await be('Member, events')
    await reader.follow(decision)
    assert.equal(await stateOf(reader), 'Passed')
    assert.match(await countOf(reader), /3 of 5/)
    assert.doesNotMatch(await reader.page.locator('main').innerText(), /Chair\s+Yes/, 'nobody reads who chose what')
    await reader.shot('governing/7-passed')
    await reader.follow(`${social}/members`)
    assert.match(await reader.page.locator('main').innerText(), /Member, design, until .*: removed/)
    await reader.close()
  })

  test('f1 the board seat ends, and with it the office, without any act of the group', async () => {
    const chair = await be('Chair')
    await chair.follow(`${social}/members/statuses`)
    await chair.page.locator('select[name=person]').selectOption({ label: 'Board Liaison' })
    await chair.page.locator('[name=status]').first().selectOption('board')
    await chair.page.locator('[name=how][value=ended]').check()
    await chair.page.locator('[name=from]').fill(await dayOf(browser, demo, 1))
    await chair.page.locator('[name=evidence]').fill('https://foundation.example/elections')
    await press(chair.page, chair.page.locator('main form.form button').first())
    await chair.close()

    await pass('A day later')
    const member = await be('Member, events')
    await member.follow(`${social}/members`)
    assert.match(await member.page.locator('main').innerText(), /Nobody is Board Liaison\./)
    await member.shot('governing/8-vacant')
    await member.close()
  })
})
