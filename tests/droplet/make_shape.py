"""python3 -m tests.droplet.make_shape: builds the seed shape if there is none for these sources; prints where it lies."""

from . import seed_shape

if __name__ == "__main__":
    print(seed_shape.ensure())
