"""Set work for jobs, one module per concept; the heavy libraries live here and nowhere else."""
