// Forms that no page offers, sent as somebody would who does not accept the answer.
import assert from 'node:assert/strict'

/** By no form: neither the composer's with another verb than its button has, nor the button that the post's page would have. */
export async function refusesToSchedule(person) {
  const inComposer = await person.page.locator('form.compose').count() === 1
  if (inComposer) assert.equal(await answerTo(person, undefined, [['do', 'schedule']]), 403, 'the form of the composer')
  const post = person.page.url().split('?')[0].replace(/\/edit$/, '')
  assert.equal(await answerTo(person, `${post}/schedule`, []), 403, 'the form of the page')
}

/** Sends fields to an address, or the composer as it stands with these fields changed; the status that the server answers. */
export async function answerTo({ page, expectRefusals }, address, fields) {
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
