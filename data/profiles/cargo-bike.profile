# How a cargo bike with a motor up to 25 km/h gets along. Copy this file into a folder of your own, change what differs,
# and build the region with roundsman-region build --profiles FOLDER. Lines that begin with # are remarks. Speeds are
# km/h, sizes metres, weights tonnes, times seconds. Where two numbers stand, the first is for the country and the second
# for towns.

[profile]
format=1
name=Cargo bike
# Which signs count, the general ones first: the last one that is there decides.
access=access;vehicle;bicycle;cargo_bike

[size]
height=1.8
width=0.95
length=2.7
weight=0.35
top-speed=25

# The speed that is ridden. A class that is not here is not used.
[roads]
primary=18;17
primary_link=17
secondary=18;17
secondary_link=17
tertiary=19;17
tertiary_link=17
unclassified=19;17
residential=17;16
living_street=12
road=15
service=13
cycleway=18;17
track=14
path=12
pedestrian=7
footway=10
bridleway=8
busway=16
trunk=16
ferry=10

[rules]
# Only where a sign names the vehicle.
only-signed=trunk;footway;bridleway;busway
# Only as the last stretch to a stop and the first one from it.
only-last-stretch=
# There the limit decides; on other roads the lower one of limit and speed.
follow-limit=
# No stops there.
no-stopping=ferry
# Percent of a limit that is driven on the average.
limit-share=100
# Pushed on foot where riding is not allowed; 0: not at all.
push-speed=4

# At most so fast.
[surface]
cobblestone=10
sett=13
unhewn_cobblestone=7
cobblestone:flattened=13
paving_stones=16
metal=15
wood=12
compacted=16
fine_gravel=15
gravel=10
pebblestone=9
unpaved=12
ground=10
dirt=9
earth=9
grass=6
grass_paver=9
sand=5
mud=4
rock=5

[tracktype]
grade1=18
grade2=15
grade3=11
grade4=8
grade5=6

[smoothness]
intermediate=17
bad=11
very_bad=8
horrible=5
very_horrible=4
impassable=3

[turns]
# A turn by 90° costs about half of it; turns across the oncoming traffic more, those along it less.
cost=5
bias=1.2
u-turn=8
# yes: a stop is approached so that the vehicle halts on its side of the street.
kerb-side=no

# Seconds added, on the average.
[delays]
signals=8
stop=3
give-way=1
crossing=1
level-crossing=10
ferry=300

# Percent of time added for each percent of incline, where the map knows it.
[inclines]
uphill=6
downhill=0

# Seconds to pass, or no. What is not here does not hold anybody up.
[barriers]
bollard=1
block=2
bus_trap=1
cattle_grid=3
chain=no
debris=no
fence=no
wall=no
hedge=no
ditch=no
gate=20
lift_gate=5
swing_gate=10
sliding_gate=30
sliding_beam=30
hampshire_gate=30
border_control=10
toll_booth=0
bump_gate=5
planter=2
sump_buster=1
jersey_barrier=5
guard_rail=no
log=no
cycle_barrier=15
motorcycle_barrier=20
full-height_turnstile=no
horse_stile=no
kissing_gate=no
stile=no
turnstile=no
tank_trap=no
spikes=no

# The parts of a working day; what is left over is night. Saturdays and Sundays are one part each.
[hours]
morning=06:30-09:00
midday=09:00-16:00
evening=16:00-18:30

# Percent of the speed.
[traffic]
night=102;103
morning=100;96
midday=100;98
evening=100;95
saturday=100;98
sunday=100;101
