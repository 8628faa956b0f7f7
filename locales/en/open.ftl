# For everybody: how much has reached makers.
open-title = What has reached makers
open-lead = By this the mart is judged: rupees that arrived in makers' banks. The figures are counted from payouts that banks have settled.
open-makers-month = makers paid in 30 days
open-paid-month = reached them in 30 days
open-makers-ever = makers paid so far
open-paid-ever = have reached them so far
open-on-time = of parcels came on time in 30 days
open-by-craft = So far, by craft
open-craft = Craft
open-makers = Makers
open-paid = Rupees
open-few = Crafts of fewer than three makers are not shown apart, so that nobody's earnings can be read.
open-counted = Counted: { $moment }
open-data = The same figures for machines (JSON)
