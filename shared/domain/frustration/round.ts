/** Figures as they are told: more places would claim what no model knows. */
export const toFourPlaces = (figure: number): number => Math.round(figure * 10_000) / 10_000
