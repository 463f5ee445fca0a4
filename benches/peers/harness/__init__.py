"""The Python side of the whole-job comparison; ``run.py`` beside this folder is its door."""
