# The four departments that find makers together, and the posts in them.
department-cottage_board = Mukhyamantri Laghu evam Kutir Udyam Vikas Board
department-jslps = JSLPS
department-industries = Industries Department
department-handicrafts = Handicrafts
department-short-cottage_board = Kutir Board
department-short-jslps = JSLPS
department-short-industries = Industries
department-short-handicrafts = Handicrafts
