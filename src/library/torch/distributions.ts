// torch.distributions: distributions that draw, and tell the logarithms of their densities.
//
//   const { Normal, Multinomial } = torch.distributions;
//   new Normal(0, 1).sample([3])   new Multinomial(100, torch.tensor([0.5, 0.5])).sample()

export { Bernoulli, Categorical, Multinomial, type OfClasses, OneHotCategorical } from "./distributions/discrete.ts";
export { Distribution, type Parameter } from "./distributions/distribution.ts";
export { klDivergence } from "./distributions/divergence.ts";
export { Exponential, Laplace, LogNormal, Normal, Uniform } from "./distributions/real.ts";
