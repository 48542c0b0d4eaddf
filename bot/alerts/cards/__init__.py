"""What people see of alerts, by what is shown."""
