# How a truck of 12 tonnes gets along. Copy this file into a folder of your own, change what differs, and build the region with
# roundsman-region build --profiles FOLDER. Lines that begin with # are remarks. Speeds are km/h, sizes metres, weights
# tonnes, times seconds. Where two numbers stand, the first is for the country and the second for towns.

[profile]
format=1
name=Truck
# Which signs count, the general ones first: the last one that is there decides.
access=access;vehicle;motor_vehicle;goods;hgv

[size]
height=3.8
width=2.55
length=9.5
weight=12
# Heaviest axle; leave it out when signs about axles do not matter.
axle-load=8
top-speed=85

# The speed that is driven where no limit is known. A class that is not here is not used.
[roads]
motorway=82
motorway_link=45
trunk=70;55
trunk_link=38
primary=60;40
primary_link=34
secondary=52;37
secondary_link=32
tertiary=45;33
tertiary_link=30
unclassified=33;25
residential=22;20
living_street=8
road=20
service=10
track=8
pedestrian=7
busway=25
ferry=10

[rules]
# Only where a sign names the vehicle, or those who deliver.
only-signed=pedestrian;busway;ferry
# Only as the last stretch to a stop and the first one from it.
only-last-stretch=track
# There the limit decides; on other roads the lower one of limit and speed.
follow-limit=motorway;trunk;trunk_link;primary;secondary;tertiary
# No stops there.
no-stopping=motorway;motorway_link;trunk_link;ferry
# Percent of a limit that is driven on the average.
limit-share=82

# At most so fast.
[surface]
paved:lanes=40
concrete:plates=60
concrete:lanes=40
cobblestone=25
sett=35
unhewn_cobblestone=15
cobblestone:flattened=30
paving_stones=40
metal=40
wood=20
compacted=50
fine_gravel=35
gravel=25
pebblestone=20
unpaved=25
ground=18
dirt=18
earth=15
grass=10
grass_paver=15
sand=10
mud=8
rock=10

[tracktype]
grade1=35
grade2=22
grade3=15
grade4=10
grade5=7

[smoothness]
intermediate=70
bad=30
very_bad=18
horrible=8
very_horrible=5
impassable=3

[turns]
# A turn by 90° costs about half of it; turns across the oncoming traffic more, those along it less.
cost=10
bias=1.075
u-turn=60
# yes: a stop is approached so that the vehicle halts on its side of the street.
kerb-side=no

# Seconds added, on the average.
[delays]
signals=12
stop=7
give-way=3
crossing=1
level-crossing=12
ferry=600

# Seconds to pass, or no. What is not here does not hold anybody up.
[barriers]
gate=40
lift_gate=25
swing_gate=40
sliding_gate=40
sliding_beam=40
toll_booth=20
border_control=30
cattle_grid=3
bump_gate=10
chain=no
rope=no
bollard=no
block=no
bus_trap=no
cycle_barrier=no
debris=no
fence=no
wall=no
hedge=no
ditch=no
full-height_turnstile=no
guard_rail=no
hampshire_gate=40
horse_stile=no
jersey_barrier=no
kissing_gate=no
log=no
motorcycle_barrier=no
planter=no
spikes=no
stile=no
sump_buster=no
tank_trap=no
turnstile=no

# The parts of a working day; what is left over is night. Saturdays and Sundays are one part each.
[hours]
morning=06:30-09:00
midday=09:00-16:00
evening=16:00-18:30

# Percent of the speed.
[traffic]
night=104;108
morning=90;78
midday=97;90
evening=88;75
saturday=99;92
sunday=103;102
