/** The manifests: each is what Kubernetes knows, and what they say of each other and of the service is so. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Deployment } from 'kubernetes-models/apps/v1'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1'
import { ConfigMap, Service, ServiceAccount } from 'kubernetes-models/v1'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod/mini'
import { environment } from '../../bff/config/environment.ts'
import { readConfig } from '../../bff/config.ts'
import { type BffProcess, buildBff, startBffProcess } from '../support/bff-process.ts'
import { send } from '../support/http-client.ts'
import { freePort } from '../support/redis-server.ts'

const folder = fileURLToPath(new URL('../../docs/deploy/kubernetes/', import.meta.url))
const read = (path: string): unknown => parse(readFileSync(path, 'utf8'))

const kustomization = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  kind: z.literal('Kustomization'),
  namespace: z.optional(z.string()),
  labels: z.optional(z.array(z.strictObject({ pairs: z.record(z.string(), z.string()) }))),
  images: z.optional(z.array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.coerce.string() }))),
  patches: z.optional(z.array(z.strictObject({ path: z.string() }))),
  resources: z.array(z.string()),
})
const named = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) })
type Named = z.infer<typeof named>

/** As kustomize does with what is patched here: objects are merged, all else is replaced. */
const merged = (base: unknown, patch: unknown): unknown => {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject(base) || !isObject(patch)) return patch
  const keys = new Set([...Object.keys(base), ...Object.keys(patch)])
  return Object.fromEntries(
    [...keys].map((key) => [key, key in patch ? merged(base[key], patch[key]) : base[key]] as const),
  )
}

const resourcesOf = (path: string): readonly Named[] => {
  if (path.endsWith('.yaml')) return [named.parse(read(path))]
  const { resources, patches = [] } = kustomization.parse(read(join(path, 'kustomization.yaml')))
  const all = resources.flatMap((each) => resourcesOf(join(path, each)))
  return patches.reduce((given, patch) => {
    const change = named.parse(read(join(path, patch.path)))
    const isMeant = ({ kind, metadata }: Named): boolean =>
      kind === change.kind && metadata.name === change.metadata.name
    if (!given.some(isMeant)) throw new Error(`${patch.path} patches nothing`)
    return given.map((each) => (isMeant(each) ? named.parse(merged(each, change)) : each))
  }, all)
}

/** Throws what is wrong with it. */
const check = (resource: unknown): void => {
  if (ConfigMap.is(resource)) new ConfigMap(resource).validate()
  else if (Deployment.is(resource)) new Deployment(resource).validate()
  else if (HorizontalPodAutoscaler.is(resource)) new HorizontalPodAutoscaler(resource).validate()
  else if (Ingress.is(resource)) new Ingress(resource).validate()
  else if (NetworkPolicy.is(resource)) new NetworkPolicy(resource).validate()
  else if (PodDisruptionBudget.is(resource)) new PodDisruptionBudget(resource).validate()
  else if (Service.is(resource)) new Service(resource).validate()
  else if (ServiceAccount.is(resource)) new ServiceAccount(resource).validate()
  else throw new Error('no kind that is known here')
}

const overlay = join(folder, 'overlays/production')
const layers = [
  ['base', resourcesOf(join(folder, 'base'))],
  ['overlay', resourcesOf(overlay)],
] as const

const labels = z.record(z.string(), z.string())
const port = z.looseObject({ name: z.string(), containerPort: z.int() })
const probe = z.looseObject({ httpGet: z.strictObject({ path: z.string(), port: z.string() }) })
const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  ports: z.array(port),
  envFrom: z.array(z.record(z.string(), z.strictObject({ name: z.string() }))),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  lifecycle: z.looseObject({ preStop: z.strictObject({ exec: z.strictObject({ command: z.array(z.string()) }) }) }),
  resources: z.looseObject({ requests: labels, limits: labels }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string() })),
})
const deployment = z.looseObject({
  spec: z.looseObject({
    selector: z.strictObject({ matchLabels: labels }),
    template: z.looseObject({
      metadata: z.looseObject({ labels, annotations: labels }),
      spec: z.looseObject({
        serviceAccountName: z.string(),
        terminationGracePeriodSeconds: z.int(),
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
        containers: z.tuple([container]),
        volumes: z.array(z.looseObject({ name: z.string() })),
      }),
    }),
  }),
})

const ofKind = (resources: readonly Named[], kind: string): Named => {
  const found = resources.find((each) => each.kind === kind)
  if (found === undefined) throw new Error(`there is no ${kind}`)
  return found
}

describe.each(layers)('the manifests of the %s', (layer, resources) => {
  const pods = deployment.parse(ofKind(resources, 'Deployment')).spec
  const [service] = pods.template.spec.containers
  const isOurs = (selector: Readonly<Record<string, string>>): boolean =>
    Object.entries(selector).every(([name, value]) => pods.template.metadata.labels[name] === value)

  it(`the manifests of the ${layer} are of the form that Kubernetes takes`, () => {
    expect(resources.length).toBeGreaterThan(6)
    for (const resource of resources) expect(() => check(resource), resource.kind).not.toThrow()
    expect(() => check({ ...ofKind(resources, 'Deployment'), spec: { replicas: 'three' } })).toThrow()
  })

  it(`the manifests of the ${layer} select the pods that there are`, () => {
    const selecting = z.looseObject({ spec: z.looseObject({ selector: labels }) })
    const matching = z.looseObject({ spec: z.looseObject({ selector: z.strictObject({ matchLabels: labels }) }) })
    const allowing = z.looseObject({ spec: z.looseObject({ podSelector: z.strictObject({ matchLabels: labels }) }) })
    const selectors = [
      pods.selector.matchLabels,
      selecting.parse(ofKind(resources, 'Service')).spec.selector,
      matching.parse(ofKind(resources, 'PodDisruptionBudget')).spec.selector.matchLabels,
      allowing.parse(ofKind(resources, 'NetworkPolicy')).spec.podSelector.matchLabels,
    ]
    expect(selectors.filter((selector) => Object.keys(selector).length === 0 || !isOurs(selector))).toEqual([])
  })

  it(`the manifests of the ${layer} name ports, accounts, volumes and targets that there are`, () => {
    const ports = new Map(service.ports.map(({ name, containerPort }) => [name, containerPort]))
    const map = z.looseObject({ data: labels }).parse(ofKind(resources, 'ConfigMap')).data
    expect(ports.get('http')).toBe(Number(map['PORT']))
    expect(ports.get('admin')).toBe(Number(map['ADMIN_PORT']))
    expect(pods.template.metadata.annotations['prometheus.io/port']).toBe(map['ADMIN_PORT'])
    const served = z
      .looseObject({
        spec: z.looseObject({ ports: z.array(z.looseObject({ name: z.string(), targetPort: z.string() })) }),
      })
      .parse(ofKind(resources, 'Service')).spec.ports
    expect(served.every(({ targetPort }) => ports.has(targetPort))).toBe(true)
    expect(pods.template.spec.serviceAccountName).toBe(ofKind(resources, 'ServiceAccount').metadata.name)
    expect(service.volumeMounts.map(({ name }) => name)).toEqual(pods.template.spec.volumes.map(({ name }) => name))
    const scaled = z
      .looseObject({ spec: z.looseObject({ scaleTargetRef: z.looseObject({ kind: z.string(), name: z.string() }) }) })
      .parse(ofKind(resources, 'HorizontalPodAutoscaler')).spec.scaleTargetRef
    expect(ofKind(resources, scaled.kind).metadata.name).toBe(scaled.name)
    const policyPorts = JSON.stringify(ofKind(resources, 'NetworkPolicy')).matchAll(/"port":"(\w+)"/g)
    for (const [, name = ''] of policyPorts) expect(ports.has(name)).toBe(true)
  })

  it(`the manifests of the ${layer} set variables that the service takes`, () => {
    const { data } = z.looseObject({ data: labels }).parse(ofKind(resources, 'ConfigMap'))
    expect(Object.keys(data).filter((name) => !(name in environment.shape))).toEqual([])
    expect(readConfig(data)).toMatchObject({ ok: true })
    const secrets = readFileSync(join(folder, 'base/configuration.yaml'), 'utf8').match(/\b[A-Z]+_[A-Z_]+\b/g) ?? []
    expect(secrets.filter((name) => !(name in environment.shape))).toEqual([])
  })

  it(`the manifests of the ${layer} leave a pod the time for its pause and for what it accepted`, () => {
    const pause = Number(/(\d+)\)$/.exec(service.lifecycle.preStop.exec.command.at(-1) ?? '')?.[1]) / 1000
    expect(pause).toBeGreaterThan(0)
    // Eight seconds, and eight more before it ends at once (bff/start/stopping.ts).
    expect(pods.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(pause + 16)
  })
})

describe('the probes', () => {
  let bff: BffProcess
  let admin: string
  beforeAll(async () => {
    buildBff()
    const adminPort = await freePort()
    admin = `http://127.0.0.1:${adminPort}`
    bff = await startBffProcess({ ADMIN_PORT: String(adminPort), SENTIMENT_MODEL: 'off', KNOWLEDGE: 'off' })
  }, 300_000)
  afterAll(() => bff.stop())

  it('the probes and the figures are asked for where the service has them', async () => {
    const { template } = deployment.parse(ofKind(layers[0][1], 'Deployment')).spec
    const [{ livenessProbe, readinessProbe, startupProbe }] = template.spec.containers
    const probes = [livenessProbe, readinessProbe, startupProbe].map(({ httpGet }) => httpGet)
    expect(new Set(probes.map((each) => each.port))).toEqual(new Set(['admin']))
    const paths = [...probes.map(({ path }) => path), template.metadata.annotations['prometheus.io/path'] ?? '']
    for (const path of paths) expect([200, 503]).toContain((await send(admin, path)).status)
  })

  it('the figure that pods are scaled by is told, and is what the adapter is asked for', async () => {
    const scaler = z
      .looseObject({
        spec: z.looseObject({
          metrics: z.tuple([z.looseObject({ pods: z.looseObject({ metric: z.strictObject({ name: z.string() }) }) })]),
        }),
      })
      .parse(ofKind(layers[0][1], 'HorizontalPodAutoscaler'))
    const { name } = scaler.spec.metrics[0].pods.metric
    expect((await send(admin, '/metrics')).text).toContain(`# TYPE ${name} gauge`)
    const rules = z
      .array(
        z.looseObject({ seriesQuery: z.string(), name: z.strictObject({ as: z.string() }), metricsQuery: z.string() }),
      )
      .parse(read(join(folder, 'prometheus-adapter.yaml')))
    expect(rules.map((rule) => rule.name.as)).toEqual([name])
    expect(
      rules.every(({ seriesQuery, metricsQuery }) => `${seriesQuery} ${metricsQuery}`.split(name).length > 2),
    ).toBe(true)
  })
})

describe('the overlay', () => {
  it('the overlay gives the image of the base a name and a version', () => {
    const { images = [] } = kustomization.parse(read(join(overlay, 'kustomization.yaml')))
    const { template } = deployment.parse(ofKind(layers[0][1], 'Deployment')).spec
    const [{ image }] = template.spec.containers
    expect(images.map(({ name }) => name)).toEqual([image.split(':')[0]])
    const { version } = z
      .object({ version: z.string() })
      .parse(read(fileURLToPath(new URL('../../package.json', import.meta.url))))
    expect(images[0]?.newTag).toBe(version)
  })

  it('the overlay has an ingress that leads to the Service, sticky by address', () => {
    const ingress = JSON.stringify(ofKind(layers[1][1], 'Ingress'))
    expect(ingress).toContain('"nginx.ingress.kubernetes.io/upstream-hash-by":"$remote_addr"')
    expect(ingress).toContain(
      `"backend":{"service":{"name":"${ofKind(layers[1][1], 'Service').metadata.name}","port":{"name":"http"}}}`,
    )
  })
})
