/** The endpoints of this Cognigy: each is named by a token in its URL, and by nothing else. */

export interface Endpoint {
  readonly urlToken: string
  /** As `input.endpointType` names it. */
  readonly type: string
}

/** Endpoints of these kinds take no injects. */
const WITHOUT_INJECTS = ['rest', 'niceCXOne']

export const takesInjects = ({ type }: Endpoint): boolean => !WITHOUT_INJECTS.includes(type)

export class Endpoints {
  readonly #byToken: ReadonlyMap<string, Endpoint>

  constructor(endpoints: readonly Endpoint[]) {
    this.#byToken = new Map(endpoints.map((endpoint) => [endpoint.urlToken, endpoint]))
  }

  get(urlToken: string): Endpoint | undefined {
    return this.#byToken.get(urlToken)
  }
}
