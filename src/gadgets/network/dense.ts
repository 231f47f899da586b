import type * as Tensorflow from '@tensorflow/tfjs';

/**
 * A dense layer, x W + b, with its gradient written out.
 *
 *     dx = dy Wᵀ    dW = xᵀ dy    db = sum of dy over the batch
 *
 * The gradient that tfjs derives asks matMul to transpose, which the wasm backend does 20 times slower than a
 * transposition followed by a plain product.
 *
 * @param x shape (batch × nInputs)
 * @param kernel shape (nInputs × nOutputs)
 * @param bias shape (nOutputs)
 * @returns shape (batch × nOutputs)
 *
 * Cost: a product forwards and two backwards.
 */
export function dense(
  tf: typeof Tensorflow,
  x: Tensorflow.Tensor2D,
  kernel: Tensorflow.Tensor2D,
  bias: Tensorflow.Tensor1D,
): Tensorflow.Tensor2D {
  const layer = tf.customGrad((...inputs) => {
    const [xIn, kernelIn, biasIn, save] = inputs as unknown as LayerInputs;
    save([xIn, kernelIn]);
    return {
      value: tf.add(tf.matMul(xIn, kernelIn), biasIn),
      gradFunc: (dy, saved) => {
        const [xSaved, kernelSaved] = saved as Tensorflow.Tensor2D[];
        const dOut = dy as Tensorflow.Tensor2D;
        return [tf.matMul(dOut, tf.transpose(kernelSaved)), tf.matMul(tf.transpose(xSaved), dOut), tf.sum(dOut, 0)];
      },
    };
  });
  return layer(x, kernel, bias) as Tensorflow.Tensor2D;
}

type LayerInputs = readonly [
  Tensorflow.Tensor2D,
  Tensorflow.Tensor2D,
  Tensorflow.Tensor1D,
  (tensors: Tensorflow.Tensor[]) => void,
];
