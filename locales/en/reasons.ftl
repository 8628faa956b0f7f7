# Why a maker says no, on the page and by SMS: her buyer reads it.
no-material = No goods or raw material
no-time = Cannot be made in this time
no-home = Illness or urgent work at home
no-stopped = We do not make this any more
