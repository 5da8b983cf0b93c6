"""The front door: a deployment that is loaded, changed and asked, and the answers it gives.

``import bongsu`` offers what stands here and loads it when it is first used.
"""
