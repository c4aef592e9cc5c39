/** Where the interfaces of a tenant are: as configured, else as CXone tells for the tenant of the token. */
import * as z from 'zod/mini'
import { withoutTrailingSlashes } from '../../../../shared/wire/base-url.ts'
import { ifReadable } from '../../../../shared/wire/lenient.ts'
import { startDeadline } from '../../../deadline.ts'
import type { Clock, Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import type { HttpCall } from '../../http/http-call.ts'
import { orDeadline } from '../../http/or-deadline.ts'
import type { VendorCxoneSettings } from '../dialects.ts'
import { askBefore, type Issued } from './token.ts'
import type { Trusted } from './trust.ts'

/** The two interfaces of a tenant: of its contact centre (ACD) and of its digital channels (DFO). */
export type Interface = 'acd' | 'dfo'
export type Hosts = Readonly<Record<Interface, string>>

export interface HostParts {
  readonly settings: VendorCxoneSettings
  readonly callerOf: (baseUrl: string) => HttpCall
  readonly trusted: Trusted
  readonly clock: Clock
}

const configurationAnswer = z.object({
  api_endpoint: ifReadable(z.string()),
  area: ifReadable(z.string()),
  domain: ifReadable(z.string()),
})
type Configuration = z.infer<typeof configurationAnswer>

/** Its request is shared: it must not die with whichever caller came first. */
const BUDGET_MS = 5000

const lying = (): never => {
  throw new UpstreamFailure({ upstream: 'cxone', kind: 'bad_answer', code: 'untrusted_host', changedNothing: true })
}

export const createHosts = ({ settings, callerOf, trusted, clock }: HostParts) => {
  const { apiUrl, dfoUrl, acdVersion } = settings
  const byTenant = new Map<string, Promise<Hosts>>()
  const acdAt = (base: string): string => `${withoutTrailingSlashes(base)}/inContactAPI/services/${acdVersion}`
  const dfoAt = (base: string): string => `${withoutTrailingSlashes(base)}/dfo/3.0`

  const endpointOf = ({ api_endpoint: named }: Configuration): string =>
    named === undefined ? lying() : trusted(named)

  const digitalOf = (told: Configuration): string => {
    const { area, domain } = told
    if (area === undefined || domain === undefined) return endpointOf(told)
    const host = `api-de-${area}.${domain}`.toLowerCase()
    const url = trusted(`https://${host}`)
    // What is more than a name of a host would lead elsewhere than it looks.
    return new URL(url).hostname === host ? url : lying()
  }

  const ask = async ({ issuer, tenantId }: Issued): Promise<Hosts> => {
    const deadline = startDeadline(BUDGET_MS, clock)
    try {
      const path = `/.well-known/cxone-configuration?${new URLSearchParams({ tenantId })}`
      const call = callerOf(trusted(issuer))
      const told = await askBefore(call, 'tenant', path, configurationAnswer, deadline)
      return { acd: acdAt(apiUrl ?? endpointOf(told)), dfo: dfoAt(dfoUrl ?? digitalOf(told)) }
    } finally {
      deadline.release()
    }
  }

  /** Asked once a tenant, for as long as the process lives; a failure is not kept. */
  return (issued: Issued, deadline: Deadline): Promise<Hosts> => {
    if (apiUrl !== undefined && dfoUrl !== undefined) return Promise.resolve({ acd: acdAt(apiUrl), dfo: dfoAt(dfoUrl) })
    const key = JSON.stringify([issued.issuer, issued.tenantId])
    let hosts = byTenant.get(key)
    if (hosts === undefined) {
      hosts = ask(issued).catch((error: unknown) => {
        byTenant.delete(key)
        throw error
      })
      byTenant.set(key, hosts)
    }
    return orDeadline(hosts, deadline, 'cxone')
  }
}
