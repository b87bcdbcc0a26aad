Creator "yFiles"
Version 2.2
graph
[
  hierarchic 1
  directed 1
  label "Wijk & buurt"
  node
  [
    id 0
    label "Caf&#233; De Brug"
    graphics [ x 12.5 y -30.0 w 30 h 30 type "ellipse" fill "#FFCC00" ]
    LabelGraphics [ text "x" fontSize 12 ]
    tags "zorg"
    tags "jeugd"
  ]
  node [ id 1 label "Zet" sector "nonprofit" budget 12000 ]
  node [ id 5 ]
  edge [ source 0 target 1 label "werkt samen" value 2 ]
  edge [ source 1 target 5 value 3.5 graphics [ fill "#000000" targetArrow "standard" ] ]
]
