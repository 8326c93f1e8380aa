/// Language models, reward models and value functions over words, all of one small network.
@NullMarked
package ascent.lab.rlhf.model;

import org.jspecify.annotations.NullMarked;
