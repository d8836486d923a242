import type { Module } from '../core/module.ts'
import { discovery } from './discovery/index.ts'
import { identity } from './identity/index.ts'
import { imports } from './imports/index.ts'
import { links } from './links/index.ts'
import { offers } from './offers/index.ts'
import { payments } from './payments/index.ts'
import { rates } from './rates/index.ts'
import { resolution } from './resolution/index.ts'
import { trust } from './trust/index.ts'
import { upgrades } from './upgrades/index.ts'

/** Every module, in the order of their tables. To add one, add it here. */
export const modules: readonly Module[] = [
  identity,
  links,
  resolution,
  offers,
  payments,
  trust,
  rates,
  imports,
  discovery,
  upgrades,
]
