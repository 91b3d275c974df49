"""Candidacy: thresholds, nominations and their dossiers, determination and numbers of pairs."""
