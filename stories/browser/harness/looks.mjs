// The kinds of window a page is looked at in. What a page is made of does not depend on its colours, so that in the dark
// only those are asked for.
import { NARROW, WIDE } from './browser.mjs'

const EVERYTHING = undefined
const COLOURS = ['color-contrast', 'link-in-text-block']

export const LOOKS = [
  { theme: 'light', size: WIDE, rules: EVERYTHING },
  { theme: 'dark', size: WIDE, rules: COLOURS },
  { theme: 'dark', size: NARROW, rules: COLOURS },
  { theme: 'light', size: NARROW, rules: EVERYTHING },
]
