"""What people type into options, understood: dates, days, times, zones, countries."""
