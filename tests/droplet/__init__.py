"""Throwaway servers for tests: a real sshd and a real engine, gone when the test is."""
