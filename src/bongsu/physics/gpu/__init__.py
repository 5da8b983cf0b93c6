"""Flights, raids and draws on an NVIDIA GPU, an optional extra (``bongsu[cuda]``).

The physics is that of the kernels, the same functions compiled once more for the device; nothing
else of the package needs or imports this one.
"""

from bongsu.physics.gpu.arcs import fly_many_arcs_on_gpu
from bongsu.physics.gpu.device import device_name, gpu_problem
from bongsu.physics.gpu.engagements import play_arcs_on_gpu
from bongsu.physics.gpu.launches import fly_many_launches_on_gpu
from bongsu.physics.gpu.raids import play_raid_on_gpu

__all__ = [
    "device_name",
    "fly_many_arcs_on_gpu",
    "fly_many_launches_on_gpu",
    "gpu_problem",
    "play_arcs_on_gpu",
    "play_raid_on_gpu",
]
