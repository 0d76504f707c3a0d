"""From bytes nobody trusts to cells with their evidence, in a process of its own and within limits."""
