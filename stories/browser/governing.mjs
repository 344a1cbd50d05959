// The story the second step ends with, in the demonstration, whose clock is moved: the group governs itself.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openBrowser } from './harness/browser.mjs'
import { press } from './harness/composer.mjs'
import { being, later } from './harness/demonstration.mjs'
import { startDemo } from './harness/demo.mjs'
import { pageOf } from './steps/accounts.mjs'
import { applies, attests, comesIn, linkFor } from './steps/admission.mjs'
import { call, cast, countOf, proposes, stateOf } from './steps/deciding.mjs'

describe('the group governs itself', () => {
  let demo, browser, social, media
  const be = (name, options) => being(browser, demo, name, options)
  const pass = (step, times) => later(browser, demo, step, times)

  before(async () => {
    demo = await startDemo('governing')
    browser = await openBrowser()
    social = `${demo.address}/g/django`
    media = `${demo.address}/g/jupyter`
  })
  after(async () => {
    await browser?.close()
    await demo?.stop()
  })

  /** Everybody of these casts the same ballot. */
  async function allCast(names, decision, choice) {
    for (const name of names) {
      const member = await be(name)
      await cast(member, decision, choice)
      await member.close()
    }
  }

  test('c1 c3 a stranger applies, and a member attests what they show', async () => {
    const stranger = await browser.person(`${demo.address}/apply/django`)
    await applies(stranger, () => pass('An hour later'))
    assert.match(await stranger.page.locator('main').innerText(), /application A-\d+-\d+[\s\S]*This is your receipt/)
    await stranger.shot('governing/1-receipt')

    const chair = await be('Chair')
    await chair.follow(`${social}/applications`)
    await press(chair.page, chair.page.getByRole('link', { name: 'Applicant, videos' }))
    await attests(chair, /Experience with social media/)
    await attests(chair, /An Individual Member/)
    assert.match(await chair.page.locator('main').innerText(), /Eligible[\s\S]*attested by Chair/)
    await chair.shot('governing/1-application')
    await press(chair.page, chair.page.getByRole('button', { name: 'Put it to the group' }))
    await chair.close()

    await stranger.page.reload()
    assert.match(await stranger.page.locator('main').innerText(), /The group decides/)
    await stranger.close()
  })

  test('a16 a2 c7 they are talked about for three days, four of six admit them, and they come in without access', async () => {
    let chair = await be('Chair')
    await chair.follow(`${social}/requests`)
    await press(chair.page, chair.page.getByRole('link', { name: /Applicant, videos/ }))
    const question = chair.page.url()
    chair.expectRefusals()
    await proposes(chair, 'They make videos, and have time.')
    assert.match(await chair.page.locator('main').innerText(), /talked about until .* before a vote on it opens/, 'it is too early, and the page says until when')
    chair.expectRefusals()
    await chair.close()

    await pass('A day later', 3)
    chair = await be('Chair')
    await chair.follow(question)
    const decision = await call(chair, 'They make videos, and have time.')
    await chair.close()
    await allCast(['Chair', 'Co-Chair', 'Member, events'], decision, /^Yes/)
    const open = await be('Member, design')
    await open.follow(decision)
    assert.doesNotMatch(await open.page.locator('main').innerText(), /Yes\s+3/, 'nobody sees the count before the close')
    await open.shot('governing/2-open')
    await cast(open, decision, /^Yes/)
    await open.close()

    await pass('A week later')
    const docs = await be('Member, docs')
    await docs.follow(decision)
    assert.equal(await stateOf(docs), 'Passed')
    assert.match(await countOf(docs), /4 of 6/)
    await docs.shot('governing/2-passed')
    await docs.close()

    const liaison = await be('Board Liaison')
    const link = await linkFor(liaison, social, 'Applicant, videos')
    await liaison.close()
    const newcomer = await comesIn(browser, link)
    await newcomer.follow(`${social}/members`)
    const own = await newcomer.page.locator('tr', { hasText: 'Applicant, videos' }).innerText()
    assert.match(own, /none/, 'no access to any channel')
    assert.match(await newcomer.page.locator('main').innerText(), /Your term runs until/)
    await newcomer.shot('governing/2-member')
    await newcomer.close()
  })

  test('d5 d6 d14 thirty days before the end Home asks; one says that they stay, and who says nothing is out at that second', async () => {
    const docs = await be('Member, docs')
    await docs.follow(social)
    assert.match(await docs.page.locator('main').innerText(), /Say that you stay for another term/)
    await docs.shot('governing/3-asked')
    await docs.close()

    await pass('Thirty days later')
    const gone = await be('Member, docs')
    gone.expectRefusals()
    await gone.page.goto(social)
    assert.doesNotMatch(await gone.page.locator('main').innerText(), /needs you/, 'there is no Home for who is no member')
    await gone.shot('governing/3-gone')

    await pass('Thirty days later')
    const coChair = await be('Co-Chair')
    await coChair.follow(`${social}/members`)
    await press(coChair.page, coChair.page.getByRole('button', { name: /stay/i }).first())
    assert.match(await coChair.page.locator('main').innerText(), /Aug 2027/, 'from the old end, half a year')
    await coChair.shot('governing/3-stays')
    await coChair.close()
  })

  test('j1 j3 j8 j6 j4 a proposal is seconded, changed on day six, falls for want of ballots, and passes by one yes and one blank', async () => {
    let blog = await be('Member, blog')
    const channel = await pageOf(blog, media, 'LinkedIn')
    await press(blog.page, blog.page.getByRole('button', { name: 'Ask to let it rest' }))
    const question = blog.page.url()
    const decision = await call(blog, 'Nobody has time for it.')
    assert.equal(await blog.page.getByRole('button', { name: /second/i }).count(), 0, 'who calls it does not second it')
    await blog.close()

    const forum = await be('Member, forum')
    await forum.follow(decision)
    await press(forum.page, forum.page.getByRole('button', { name: /second/i }).first())
    await forum.close()
    await pass('A day later', 6)

    blog = await be('Member, blog')
    await blog.follow(decision)
    await blog.page.locator('summary', { hasText: /change/i }).first().click()
    await blog.page.locator('form[action$="/text"] textarea').fill('Nobody has time for it until spring.')
    await press(blog.page, blog.page.locator('form[action$="/text"] button').first())
    assert.match(await blog.page.locator('main').innerText(), /until spring/)
    await blog.shot('governing/4-changed')
    await blog.close()

    await pass('A week later')
    blog = await be('Member, blog')
    await blog.follow(decision)
    assert.match(await stateOf(blog), /Too few/)
    await blog.shot('governing/4-too-few')
    await blog.follow(question)
    const again = await call(blog, 'Nobody has time for it until spring.')
    assert.notEqual(again, decision)
    await blog.close()

    const seconds = await be('Member, community')
    await seconds.follow(again)
    await press(seconds.page, seconds.page.getByRole('button', { name: /second/i }).first())
    await cast(seconds, again, /^Blank/)
    await seconds.close()
    await allCast(['Member, forum'], again, /^Yes/)
    await pass('A week later')
    blog = await be('Member, blog')
    await blog.follow(again)
    assert.equal(await stateOf(blog), 'Passed')
    assert.match(await countOf(blog), /1 of 1/)
    await blog.shot('governing/4-passed')
    await blog.follow(channel)
    assert.match(await blog.page.locator('main').innerText(), /Resting|Rests|dormant/i)
    await blog.close()
  })
})
