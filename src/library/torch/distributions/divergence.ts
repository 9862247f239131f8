// torch.distributions.kl_divergence: how far one distribution is from another.

import * as rules from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../tensor.ts";
import { Bernoulli, Categorical } from "./discrete.ts";
import type { Distribution } from "./distribution.ts";
import { Normal } from "./real.ts";

/** The Kullback-Leibler divergence of two normal, Bernoulli or categorical distributions. @throws Error for others. */
export function klDivergence(p: Distribution, q: Distribution): Tensor {
  if (p instanceof Normal && q instanceof Normal) {
    const ratio = p.scale.div(q.scale).square();
    const distance = p.loc.sub(q.loc).div(q.scale).square();
    return ratio.add(distance).sub(1).sub(ratio.log()).mul(0.5);
  }
  if (p instanceof Categorical && q instanceof Categorical) {
    const each = p.probs.mul(p.logits.sub(q.logits));
    return (ops.where(p.probs.eq(0), 0, each) as Tensor).sum(-1);
  }
  if (p instanceof Bernoulli && q instanceof Bernoulli)
    return (rules.binaryCrossEntropy(q.logits, p.probs) as Tensor).sub(p.entropy());
  throw new Error(`klDivergence: there is no formula for ${p.constructor.name} and ${q.constructor.name}`);
}
