# Training: who was shown what, and short lessons on a maker's phone.
room-trainings = Trainings
training-lead = Note a training that was held: who showed what, and who came.
training-held = Trainings held
training-none = No training has been noted yet.
training-came = { $count } came
training-who = Who came
training-note = Note the training
training-cards = What to mend
training-yours = What you were shown
training-lessons = How it is put right
training-wrong-craft = Choose a craft.
training-wrong-day = Choose a day of the last two months.
training-wrong-words = Write who showed it, and what.
training-wrong-nobody = Tick at least one of those who came.
field-training_craft = Craft
field-training_topic = What was shown
field-training_day = On which day
