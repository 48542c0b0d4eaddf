"""Policies: who may run which command where, as the admins decide; they only ever take away."""
