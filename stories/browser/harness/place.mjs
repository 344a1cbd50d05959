// Where the harness finds what `cargo xtask` prepared: the program, the browser, its driver, the folder for what is kept.
import { createRequire } from 'node:module'
import path from 'node:path'

function told(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; run the browser stories with: cargo xtask test browser`)
  return value
}

export const program = () => told('NUNCIO_PROGRAM')
export const chromiumProgram = () => told('CHROMIUM')
export const artefact = (...names) => path.join(told('NUNCIO_ARTEFACTS'), ...names)

/** A package of the driver's folder; scripts outside it cannot import from it by name. */
export function fromDriver(name) {
  return createRequire(path.join(told('NUNCIO_DRIVER'), 'package.json'))(name)
}
