// The group meets: an agenda in order, minutes that are brought back, and a member whose absence one person alone is told of.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { NARROW, openBrowser } from './harness/browser.mjs'
import { press } from './harness/composer.mjs'
import { being, later } from './harness/demonstration.mjs'
import { startDemo } from './harness/demo.mjs'
import { confirm } from './steps/deciding.mjs'
import { recordAnswer } from './steps/requests.mjs'

const AWAY = 'Member, translations'
const THERE = ['Member, blog', 'Member, forum', 'Member, community']

describe('the group meets', () => {
  let demo, browser, media
  const be = (name, options) => being(browser, demo, name, options)
  const pass = (step, times) => later(browser, demo, step, times)
  const words = person => person.page.locator('main').innerText()

  before(async () => {
    demo = await startDemo('governing-meetings')
    browser = await openBrowser()
    media = `${demo.address}/g/jupyter`
  })
  after(async () => {
    await browser?.close()
    await demo?.stop()
  })

  /** Opens the page of the next meeting. */
  async function opensNext(person) {
    await person.follow(`${media}/meetings`)
    await press(person.page, person.page.locator('[aria-labelledby=next] a.row__title'))
  }

  test('the agenda is set in order by hand, with minutes for each, also on a small screen without script', async () => {
    const member = await be('Member, forum', { size: NARROW, script: false })
    await opensNext(member)
    const { page } = member
    await page.locator('[name=item]').fill('The budget of next year')
    await page.locator('[name=takes]').fill('15')
    await press(page, page.getByRole('button', { name: 'Put it on the agenda' }))
    const items = page.locator('[aria-labelledby=agenda] ol > li')
    assert.match(await items.last().innerText(), /The budget of next year/)
    await items.last().locator('summary').click()
    await press(page, items.last().getByRole('button', { name: 'Earlier' }))
    assert.match(await items.nth(1).innerText(), /The budget of next year[\s\S]*\d\d:\d\d to \d\d:\d\d/)
    assert.match(await words(member), /45 of 45 minutes are planned/)
    await member.shot('meetings/1-agenda')
    await member.close()
  })

  test('an earlier version of the minutes is read with what changed, and brought back', async () => {
    const member = await be('Member, forum')
    const { page } = member
    await member.follow(`${media}/meetings`)
    await press(page, page.locator('[aria-labelledby=past] a.row__title').first())
    await press(page, page.getByRole('link', { name: /All \d+ versions/ }))
    assert.ok(await page.locator('main ins').count() > 0, 'what was put in is marked')
    await member.shot('meetings/2-versions')
    await page.locator('summary', { hasText: 'Bring this version back' }).first().click()
    await press(page, page.getByRole('button', { name: 'Bring it back' }).first())
    assert.match(await page.locator('body').innerText(), /That version stands again/)
    await member.close()
  })

  test('l1 l8 who missed more than two thirds of the regular meetings is on one private list and nowhere else', async () => {
    const forum = await be('Member, forum')
    await forum.follow(`${media}/meetings`)
    await forum.page.locator('summary', { hasText: 'Name a convener' }).click()
    await forum.page.locator('select[name=value]').selectOption({ label: 'Member, blog' })
    await press(forum.page, forum.page.getByRole('button', { name: 'Put it to the group' }))
    const question = forum.page.url()
    const community = await be('Member, community')
    await community.follow(question)
    await recordAnswer(community, { source: 'https://minutes.example/convener', tally: '3 yes, 0 no' })
    await community.close()
    await forum.follow(`${media}/meetings`)
    await confirm(forum, forum.page.locator('form', { hasText: 'Name Member, blog convener' }))
    assert.match(await words(forum), /Member, blog alone is told/)
    await forum.close()

    // Twice more they meet: a little after each meeting those who were there say so, which a day is given for.
    await pass('A day later', 9)
    await pass('An hour later', 2)
    for (const round of [1, 2]) {
      if (round === 2) await pass('A week later', 2)
      for (const name of THERE) {
        const member = await be(name)
        await member.follow(`${media}/meetings`)
        await press(member.page, member.page.locator('[aria-labelledby=past] a.row__title').first())
        await press(member.page, member.page.getByRole('button', { name: 'I am here, or was' }))
        assert.match(await words(member), /You were there\./)
        await member.close()
      }
    }

    const told = new RegExp(`${AWAY} missed many meetings`)
    const convener = await be('Member, blog')
    await convener.follow(media)
    assert.match(await words(convener), told)
    await convener.shot('meetings/3-convener')
    await press(convener.page, convener.page.locator('a', { hasText: told }).first())
    const task = convener.page.url()
    assert.match(await words(convener), /Only you see this page/)
    for (const page of ['/members', '/meetings', '/decisions', '/audit', '/requests']) {
      await convener.follow(`${media}${page}`)
      assert.doesNotMatch(await words(convener), told, `not even the convener reads it on ${page}`)
    }
    await convener.close()
    for (const name of [AWAY, 'Member, forum', 'Member, community']) {
      const member = await be(name)
      for (const page of ['', '/members', '/meetings', '/decisions', '/audit', '/requests']) {
        await member.follow(`${media}${page}`)
        assert.doesNotMatch(await words(member), /missed many meetings/, `${name} on ${page}`)
      }
      assert.equal((await member.page.goto(task)).status(), 404)
      member.expectRefusals()
      await member.close()
    }
  })
})
