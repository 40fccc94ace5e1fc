"""What is handed in: the summary workbook and the exports of every kind."""
