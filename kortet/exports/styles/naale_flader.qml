<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields">
  <renderer-v2 type="categorizedSymbol" attr="slags_kode" enableorderby="0" forceraster="0" symbollevels="0">
    <categories>
      <category value="proposal" symbol="0" label="proposal" render="true"/>
      <category value="problem" symbol="1" label="problem" render="true"/>
      <category value="" symbol="2" label="other" render="true"/>
    </categories>
    <symbols>
      <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <prop k="color" v="30,112,60,60"/>
          <prop k="outline_color" v="30,112,60,255"/>
          <prop k="outline_width" v="0.6"/>
          <prop k="style" v="solid"/>
        </layer>
      </symbol>
      <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <prop k="color" v="178,34,34,60"/>
          <prop k="outline_color" v="178,34,34,255"/>
          <prop k="outline_width" v="0.6"/>
          <prop k="style" v="solid"/>
        </layer>
      </symbol>
      <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <prop k="color" v="110,110,110,60"/>
          <prop k="outline_color" v="110,110,110,255"/>
          <prop k="outline_width" v="0.6"/>
          <prop k="style" v="solid"/>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
</qgis>
